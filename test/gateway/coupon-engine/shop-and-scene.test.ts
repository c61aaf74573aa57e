import { makeCart } from './make-cart'
import { NOON } from './make-coupon'
import { says, sixtyYuan } from './says'

/** The shops of these tests are named by their ids. */
const BY_ID = { shopCodeIsId: true }

describe('shops', () => {
  const here = sixtyYuan
  const elsewhere = makeCart([[30, 2]], { multi_mark: '9999' })
  const nowhere = makeCart([[30, 2]], { multi_mark: '' })
  const coded = makeCart([[30, 2]], { multi_mark: 'aEtGbNNVQ3m1YStlySDB0Q' })

  test.each<[string | unknown[]]>([
    ['7559,7101'],
    ['["7559","7101"]'],
    ['[7559, 7101]'],
    [['7559', 7101]],
  ])('a list written as %p is read', (shop_ids) => {
    const byId = (multi_range_type: number, cart = here) =>
      says({ multi_range_type, shop_ids }, {}, cart, NOON, BY_ID)
    expect(byId(1)).toEqual([true])
    expect(byId(1, elsewhere)).toEqual([false, 'shop', '当前门店不可用'])
    expect(byId(2)[0]).toBe(false)
    expect(byId(2, elsewhere)).toEqual([true])
  })

  test('a sixtyYuan that names no shop is asked for one', () => {
    expect(says({ multi_range_type: 1, shop_ids: '7101' }, {}, nowhere)).toEqual([
      'unknown',
      'shop',
      '限部分门店可用,请先选择门店',
    ])
    expect(says({ multi_range_type: 0 }, {}, nowhere)).toEqual([true])
  })

  test('a list of numbers and codes can be compared with neither', () => {
    for (const shop of [elsewhere, coded])
      expect(says({ multi_range_type: 1, shop_ids: '7559,bXk' }, {}, shop)[0]).toBe('unknown')
  })

  test.each([1, 2])("a shop's code cannot be compared with ids (range %p)", (multi_range_type) => {
    expect(says({ multi_range_type, shop_ids: '7559,5809' }, {}, coded)).toEqual([
      'unknown',
      'shop',
      '限部分门店可用,以门店确认为准',
    ])
    expect(says({ multi_range_type, shop_ids: '' })[0]).toBe('unknown')
  })

  test.each([1, 2])(
    'a code that is a number is not an id either (range %p)',
    (multi_range_type) => {
      for (const shop_ids of ['7559,7101', '7559,5809'])
        expect(says({ multi_range_type, shop_ids }, {}, here)).toEqual([
          'unknown',
          'shop',
          '限部分门店可用,以门店确认为准',
        ])
    },
  )

  test('a map of the merchant says which id a code has', () => {
    const options = {
      shopIds: new Map([
        ['aEtGbNNVQ3m1YStlySDB0Q', '7559'],
        ['7101', '5809'],
      ]),
    }
    const asked = (multi_range_type: number, shop_ids: string, cart = coded) =>
      says({ multi_range_type, shop_ids }, {}, cart, NOON, options)[0]
    expect(asked(1, '7559')).toBe(true)
    expect(asked(2, '7559')).toBe(false)
    expect(asked(1, '5809')).toBe(false)
    expect(asked(2, '5809')).toBe(true)
    expect(asked(1, '5809', here)).toBe(true)
    // Another shop with that number for its id.
    expect(asked(1, '7101', here)).toBe(false)
    expect(asked(1, '7559', elsewhere)).toBe('unknown')
  })

  test("a list of codes, as a merchant's own catalogue has it, is compared with the code", () => {
    const shop_ids = ['aEtGbNNVQ3m1YStlySDB0Q', 'bXk']
    const other = makeCart([[30, 2]], { multi_mark: 'cYz' })
    expect(says({ multi_range_type: 1, shop_ids }, {}, coded)).toEqual([true])
    expect(says({ multi_range_type: 1, shop_ids }, {}, other)[0]).toBe(false)
    expect(says({ multi_range_type: 2, shop_ids }, {}, other)).toEqual([true])
    expect(says({ multi_range_type: 1, shop_ids }, {}, here)[0]).toBe('unknown')
  })
})

describe('scene', () => {
  const delivery = makeCart([[30, 2]], { type_cate: 3 })

  test.each([
    [1, false, true, '仅限外卖可用'],
    [2, true, false, '仅限堂食可用'],
    [3, true, true, ''],
    [4, false, false, '仅限买单可用'],
    [5, false, true, '仅限外卖、买单可用'],
    [6, true, false, '仅限堂食、买单可用'],
    [7, true, true, ''],
  ])('scene_type %p: dine-in %p, delivery %p', (scene_type, dineIn, delivered, text) => {
    const expected = (usable: boolean) => (usable ? [true] : [false, 'scene', text])
    expect(says({ scene_type })).toEqual(expected(dineIn))
    expect(says({ scene_type }, {}, delivery)).toEqual(expected(delivered))
  })
})

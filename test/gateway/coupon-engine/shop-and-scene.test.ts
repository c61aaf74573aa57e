import { makeCart } from './make-cart'
import { INCOMPLETE, says, sixtyYuan } from './says'

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
    expect(says({ multi_range_type: 1, shop_ids }, {}, here)).toEqual([true])
    expect(says({ multi_range_type: 1, shop_ids }, {}, elsewhere)).toEqual([
      false,
      'shop',
      '当前门店不可用',
    ])
    expect(says({ multi_range_type: 2, shop_ids }, {}, here)[0]).toBe(false)
    expect(says({ multi_range_type: 2, shop_ids }, {}, elsewhere)).toEqual([true])
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

  test('without a range it is undecided', () => {
    expect(says({ multi_range_type: '' })).toEqual(['unknown', 'shop', expect.any(String)])
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

  test('without one it is undecided', () => {
    expect(says({ scene_type: '' })).toEqual(['unknown', 'scene', INCOMPLETE])
  })
})

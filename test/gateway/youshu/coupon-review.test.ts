import { coupons as manyCoupons, aCoupon } from './a-coupon'
import { checkCoupons } from '../../../cloudfunctions/coupon-gateway/youshu/push'

const issuesOf = (...coupons: unknown[]) =>
  checkCoupons(coupons).issues.map(({ path, expected }) => [path, expected])
const MS = ['1572395131732', '1572395131733'] as const

describe('a field of the table in a wrong place is refused, and its place is named', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['store_info on top', { store_info: [] }, 'store_info', '`store`'],
    ['all_stores on top', { all_stores: true }, 'all_stores', '`store`'],
    ['sku_ids on top', { sku_ids: ['E1'] }, 'sku_ids', '`product`'],
    ['is_all on top', { is_all: true }, 'is_all', '`product`'],
    ['a shop on top', { external_store_id: '1' }, 'external_store_id', '`store.store_info`'],
    ['url_h5 on top', { url_h5: 'u' }, 'url_h5', '`target_url`'],
    ['img_url on top', { img_url: 'u' }, 'img_url', '`media_info.imgs`'],
    [
      'img_url one level too high',
      { media_info: { img_url: 'u' } },
      'media_info.img_url',
      '`media_info.imgs`',
    ],
    ['tag_name on top', { tag_name: 'n' }, 'tag_name', '`tag_info.custom_tag`'],
    ['a shop in the goods', { product: { store_info: [] } }, 'product.store_info', '`store`'],
    [
      'a name in the goods',
      { product: { coupon_name: 'n' } },
      'product.coupon_name',
      'the coupon itself',
    ],
    [
      'goods inside of a list',
      { release_location: [{ sku_ids: ['E1'] }] },
      'release_location[0].sku_ids',
      '`product`',
    ],
  ])('%s', (_, fields, path, place) => {
    expect(issuesOf(aCoupon(fields))).toEqual([
      [`coupons[0].${path}`, `nothing here: it belongs in ${place}`],
    ])
  })

  test('a field of the same name inside of what is undocumented is not ours to check', () => {
    expect(issuesOf(aCoupon({ extra: { store_info: 1 } }))).toEqual([])
  })
})

describe('ids', () => {
  test('that stand twice are refused, and the earlier one is named', () => {
    const one = (id: string) => aCoupon({ external_coupon_id: id })
    expect(checkCoupons([one('A'), one('B'), one('A'), one('A')]).issues).toEqual([
      {
        path: 'coupons[2].external_coupon_id',
        expected: 'an id of its own',
        received: '"A", the same as coupons[0]',
      },
      {
        path: 'coupons[3].external_coupon_id',
        expected: 'an id of its own',
        received: '"A", the same as coupons[0]',
      },
    ])
  })

  test.each([
    [{ external_coupon_id: '4.05537E+17' }, 'external_coupon_id'],
    [{ external_coupon_id: '1E+17' }, 'external_coupon_id'],
    [{ external_coupon_id: '2月3日' }, 'external_coupon_id'],
    [{ external_coupon_id: '#N/A' }, 'external_coupon_id'],
    [{ external_coupon_id: '########' }, 'external_coupon_id'],
    [{ promotion_ids: ['1', '1.23E+17'] }, 'promotion_ids[1]'],
    [{ product: { sku_ids: ['6.9E+12'] } }, 'product.sku_ids[0]'],
    [{ gift_info: [{ external_sku_id: '6.9e+12' }] }, 'gift_info[0].external_sku_id'],
    [
      { store: { store_info: [{ external_store_id: '7.1E+15', store_name: '店' }] } },
      'store.store_info[0].external_store_id',
    ],
    [{ coupon_codes: ['4.05537E+17'] }, 'coupon_codes[0]'],
  ])('that a spreadsheet has destroyed are refused: %j', (fields, path) => {
    expect(issuesOf(aCoupon(fields))).toEqual([
      [`coupons[0].${path}`, 'an id, not what a spreadsheet makes of one'],
    ])
  })

  test.each(['1E5', '405537296400027648', 'E+17', 'A#1', '1.5', '2-3'])(
    'such as %s are taken',
    (id) => {
      expect(checkCoupons([aCoupon({ external_coupon_id: id })])).toMatchObject({
        issues: [],
        warnings: [],
      })
    },
  )

  test('whose last digits a spreadsheet may have taken are a warning', () => {
    const rounded = aCoupon({ external_coupon_id: '405537296400027000' })
    expect(checkCoupons([rounded])).toMatchObject({
      issues: [],
      warnings: [{ code: 'looks_rounded', path: 'coupons[0].external_coupon_id' }],
    })
  })
})

describe('times', () => {
  test.each([
    ['start_time', 'end_time'],
    ['show_start_time', 'show_end_time'],
  ])('%s after %s is refused; the same moment is not', (first, last) => {
    expect(issuesOf(aCoupon({ [first]: MS[1], [last]: MS[0] }))).toEqual([
      [`coupons[0].${last}`, `${first} (${MS[1]}) or later`],
    ])
    expect(issuesOf(aCoupon({ [first]: MS[0], [last]: MS[0] }))).toEqual([])
    expect(issuesOf(aCoupon({ [first]: MS[0], [last]: MS[1] }))).toEqual([])
  })
})

test('half a character is refused where it stands, in an unknown field too', () => {
  expect(issuesOf(aCoupon({ coupon_name: '券\uD83D' }))).toEqual([
    ['coupons[0].coupon_name', 'whole characters'],
  ])
  expect(issuesOf(aCoupon({ extra: { note: '\uDE00' } }))).toEqual([
    ['coupons[0].extra.note', 'whole characters'],
  ])
})

describe('what is found is bounded', () => {
  const keys = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1]))

  test('in one coupon with a million wrong items', () => {
    const sku_ids = Array.from({ length: 1_000_000 }, () => 1)
    expect(checkCoupons([aCoupon({ product: { sku_ids } })]).issues).toHaveLength(1_000)
  })

  test('in one coupon with a million unknown keys in one field', () => {
    const store_info = Array.from({ length: 100_000 }, () => ({ a: 1 }))
    expect(checkCoupons([aCoupon({ store: { store_info } })]).warnings).toHaveLength(1_000)
  })

  test('in many coupons with many unknown keys each', () => {
    const list = manyCoupons(200).map((coupon) => ({ ...coupon, ...keys(2_000) }))
    expect(checkCoupons(list).warnings.length).toBeLessThanOrEqual(10_000)
  })
})

import { decodeCoupons } from '../../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { evaluateOne } from './evaluate-one'
import { makeCart } from './make-cart'
import { rawCoupon } from './make-coupon'
import { INCOMPLETE, says, sixtyYuan } from './says'

const discounted = makeCart([[30, 2]], { discount_price: 1 })

/** The switches of the template, and a value of each that would stand in the way. */
const SWITCHES: readonly [string, unknown][] = [
  ['is_use_time_range', 1],
  ['multi_range_type', 1],
  ['scene_type', 1],
  ['goods_range_type', 1],
  ['min_amount_use', 500],
  ['min_num_use', 50],
  ['only_coupon', 1],
  ['use_per_person_per_day', 1],
  ['status', 0],
  ['category', 3],
]

describe('a switch that is missing is no such restriction', () => {
  test.each(SWITCHES)('%s', (field, value) => {
    expect(says({ [field]: value }, {}, discounted)[0]).not.toBe(true)
    expect(says({ [field]: '' }, {}, discounted)).toEqual([true])
  })

  test('nor is one of the piece', () => {
    expect(says({}, { status: '' })).toEqual([true])
    const undated = { start_at: '', end_at: '' }
    expect(says(undated, undated)).toEqual([true])
    expect(says({ ...undated, expire_type: '' }, undated)).toEqual([true])
  })

  test('nor are all of them', () => {
    const none = Object.fromEntries(SWITCHES.map(([field]) => [field, '']))
    expect(says({ ...none, expire_type: '', start_at: '', end_at: '' }, { status: '' })).toEqual([
      true,
    ])
  })
})

describe('a switch that is there and cannot be read is not missing: its coupon is undecided', () => {
  const decided = (coupon: object, piece: object = {}) => {
    const [made] = decodeCoupons([rawCoupon({ ...coupon }, { ...piece })]).coupons
    if (!made) throw new Error('not decoded')
    const { usable, reason_text } = evaluateOne(made, sixtyYuan)
    return [usable, reason_text]
  }

  test.each([
    ['is_use_time_range', 9, '限部分时段可用,以门店确认为准'],
    ['coupon_use_time', 'noon', '限部分时段可用,以门店确认为准'],
    ['multi_range_type', 9, '限部分门店可用,以门店确认为准'],
    ['scene_type', 'all', INCOMPLETE],
    ['goods_range_type', 9, '限部分商品可用,以门店确认为准'],
    ['goods', [{ trade_mark: {} }], '限部分商品可用,以门店确认为准'],
    ['min_amount_use', '满58元', INCOMPLETE],
    ['min_num_use', '两件', INCOMPLETE],
    ['use_per_person_per_day', 'once', '每人每天限用 0 次,以门店确认为准'],
    ['status', 9, INCOMPLETE],
    ['category', 1, INCOMPLETE],
    ['expire_type', 9, INCOMPLETE],
    ['end_at', 1_900_000_000_000, INCOMPLETE],
    ['coupon_type', 9, '抵扣金额以门店确认为准'],
  ])('%s', (field, value, text) => {
    expect(decided({ [field]: value })).toEqual(['unknown', text])
  })

  test('of the piece', () => {
    expect(decided({}, { status: 9 })).toEqual(['unknown', INCOMPLETE])
    expect(decided({}, { end_at: 'soon' })).toEqual(['unknown', INCOMPLETE])
  })

  test('but what another rule refuses is refused', () => {
    expect(decided({ scene_type: 'all', min_amount_use: 500 })[0]).toBe(false)
  })
})

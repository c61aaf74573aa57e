import { evaluateCoupons } from '../../kit/evaluate-coupons'
import { makeCart } from './make-cart'
import { makeCoupon, NOON } from './make-coupon'
import { INCOMPLETE, says, sixtyYuan } from './says'

const only = (...marks: unknown[]) => ({
  goods_range_type: 1,
  goods: marks.map((trade_mark) => ({ trade_mark })),
})

const evaluate = (min_amount_use: number) =>
  evaluateCoupons([makeCoupon({ min_amount_use })], sixtyYuan, NOON, { strictThreshold: true })
    .coupons[0]

describe('goods', () => {
  const hidden = [false, 'goods', '没有适用的商品']
  const undecided = ['unknown', 'goods', '限部分商品可用,以门店确认为准']

  test('listed goods are looked for in the cart', () => {
    expect(says(only('A'))).toEqual([true])
    expect(says(only('B'))).toEqual(hidden)
  })
  test('an empty cart has nothing for any coupon', () => {
    expect(says({}, {}, makeCart([]))).toEqual([false, 'goods', '购物车里还没有商品'])
  })
  test.each([
    ['the list is not sent, as in the method itself', { goods_range_type: 1 }],
    ['an entry has no trade_mark', only('A', '')],
    ['categories are listed', { ...only('A'), categorie_goods: [{ id: 4201 }] }],
    ['other goods get cheaper', { ...only('A'), discount_goods: [{ trade_mark: 'B' }] }],
  ])('it is undecided when %s', (_, coupon) => {
    expect(says(coupon)).toEqual(undecided)
  })
  test('the same list given twice is one list', () => {
    expect(says({ ...only('A'), discount_goods: [{ trade_mark: 'A' }] })).toEqual([true])
  })
})

describe('thresholds', () => {
  const unlisted = { goods_range_type: 1 }

  test.each([
    [60, [true]],
    ['60.01', [false, 'minimum', '还差 0.01 元可用']],
    [72, [false, 'minimum', '还差 12.00 元可用']],
  ])('a minimum of %p yuan on 60.00', (min_amount_use, verdict) => {
    expect(says({ min_amount_use })).toEqual(verdict)
  })

  test('the strict reading, a switch, wants more than the minimum', () => {
    expect(evaluate(60)?.reason_text).toBe('还差 0.01 元可用')
    expect(evaluate(59)?.usable).toBe(true)
    expect(evaluate(0)?.usable).toBe(true)
  })

  test("the minimum is of what is left after the order's own discount", () => {
    const cheaper = makeCart([[30, 2]], { discount_price: '8.5' })
    expect(says({ min_amount_use: 60 }, {}, cheaper)[2]).toBe('还差 8.50 元可用')
  })

  test('only the goods that it is for count towards it', () => {
    const two = makeCart([
      [30, 2],
      [100, 1],
    ])
    const forA = { goods_range_type: 1, goods: [{ trade_mark: 'A' }], min_amount_use: 61 }
    expect(says(forA, {}, two)[2]).toBe('还差 1.00 元可用')
    expect(says({ ...forA, min_num_use: 3, min_amount_use: 0 }, {}, two)[2]).toBe('还差 1 件可用')
  })

  test('so many pieces', () => {
    expect(says({ min_num_use: 2 })).toEqual([true])
    expect(says({ min_num_use: 5 })).toEqual([false, 'pieces', '还差 3 件可用'])
  })

  test('buying M to get N wants M + N pieces', () => {
    const plus = { category: 4, coupon_type: 1, amount: '0', min_num: 1 }
    expect(says({ ...plus, goods_range_num: 1 })).toEqual([true])
    expect(says({ ...plus, goods_range_num: 3 })).toEqual([false, 'pieces', '还差 2 件可用'])
    expect(says({ ...plus, goods_range_num: 0, min_num: 3 })[2]).toBe('还差 1 件可用')
    const each = { goods_range_num: 2, max_num: 1, second_max_num: 3, min_num: 4 }
    expect(says({ ...plus, ...each })[2]).toBe('还差 8 件可用')
    expect(says({ ...plus, goods_range_num: '' })).toEqual(['unknown', 'pieces', INCOMPLETE])
  })

  test('goods that may not count can be too few for certain, but never enough', () => {
    expect(says({ ...unlisted, min_amount_use: 72 })[2]).toBe('至少还差 12.00 元可用')
    expect(says({ ...unlisted, min_num_use: 5 })[2]).toBe('至少还差 3 件可用')
    expect(says({ ...unlisted, min_amount_use: 10 })[0]).toBe('unknown')
  })

  test('on the order instead, a switch, everything in the cart counts', () => {
    const two = makeCart([
      [30, 2],
      [100, 1],
    ])
    const forA = { goods_range_type: 1, goods: [{ trade_mark: 'A' }] }
    const onOrder = { thresholdOn: 'order' } as const
    for (const limit of [{ min_amount_use: 160 }, { min_num_use: 3 }]) {
      expect(says({ ...forA, ...limit }, {}, two)[0]).toBe(false)
      expect(says({ ...forA, ...limit }, {}, two, NOON, onOrder)).toEqual([true])
    }
    const more = says({ ...forA, min_amount_use: 161 }, {}, two, NOON, onOrder)
    expect(more[2]).toBe('还差 1.00 元可用')
    // What is bought and got are goods that the coupon is for all the same.
    const plus = { category: 4, coupon_type: 1, amount: '0', min_num: 1, goods_range_num: 2 }
    expect(says({ ...forA, ...plus }, {}, two, NOON, onOrder)[2]).toBe('还差 1 件可用')
  })
})

describe('other promotions and limits', () => {
  const discounted = makeCart([[30, 2]], { discount_price: 1 })

  test('only_coupon goes with no other discount', () => {
    expect(says({ only_coupon: 1 })).toEqual([true])
    expect(says({ only_coupon: 1 }, {}, discounted)).toEqual([
      false,
      'exclusive',
      '不与其他优惠同享',
    ])
    expect(says({ only_coupon: 0 }, {}, discounted)).toEqual([true])
  })
  test('a limit per day is undecided, because the day so far is not known here', () => {
    expect(says({ use_per_person_per_day: 2 })).toEqual([
      'unknown',
      'daily_limit',
      '每人每天限用 2 次,以门店确认为准',
    ])
    expect(says({ use_per_person_per_day: '' })).toEqual([true])
  })
  test('a coupon that is worth nothing on this order is not usable', () => {
    expect(says({ coupon_type: 1, amount: '10' })).toEqual([
      false,
      'no_discount',
      '本单没有可抵扣的金额',
    ])
  })
  test('a face value that is only a text is undecided', () => {
    expect(says({ amount: '神秘好礼' })).toEqual([
      'unknown',
      'no_discount',
      '抵扣金额以门店确认为准',
    ])
  })
})

test('a rule that says no outweighs an earlier one that is undecided', () => {
  expect(says({ multi_range_type: 1, min_amount_use: 61 })[1]).toBe('minimum')
})

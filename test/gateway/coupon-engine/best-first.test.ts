import { evaluateCoupons } from '../../kit/evaluate-coupons'
import { makeCart } from './make-cart'
import { makeCoupon, NOON } from './make-coupon'

const cart = makeCart([[30, 2]])
const order = (...coupons: ReturnType<typeof makeCoupon>[]) => {
  const { best, coupons: sorted } = evaluateCoupons(coupons, cart, NOON)
  return [best, ...sorted.map(({ id }) => id)]
}

test('the best is the usable coupon that takes most off', () => {
  const small = makeCoupon({ amount: '5' }, { id: '1' })
  const large = makeCoupon({ amount: '9' }, { id: '2' })
  const undecided = makeCoupon({ amount: '50', use_per_person_per_day: 1 }, { id: '3' })
  const used = makeCoupon({ amount: '50' }, { id: '4', status: 1 })
  expect(order(used, undecided, small, large)).toEqual(['2', '2', '1', '3', '4'])
})

test('of two that take off the same, the one that ends sooner; then the lower id', () => {
  const late = makeCoupon({}, { id: '99' })
  const soon = makeCoupon({ end_at: 1900000000 }, { id: '700' })
  const long = makeCoupon({}, { id: '610000000000000002' })
  const lower = makeCoupon({}, { id: '610000000000000001' })
  expect(order(long, late, lower, soon)).toEqual([
    '700',
    '700',
    '99',
    '610000000000000001',
    '610000000000000002',
  ])
})

test('an undecided coupon comes before an unusable one, even if it may be worth nothing', () => {
  const undecided = makeCoupon({ amount: '神秘好礼' }, { id: '9' })
  const used = makeCoupon({}, { id: '1', status: 1 })
  expect(order(used, undecided)).toEqual([null, '9', '1'])
})

test('no usable coupon: none is best', () => {
  expect(order(makeCoupon({}, { id: '1', status: 1 }))).toEqual([null, '1'])
  expect(order()).toEqual([null])
})

test("a coupon without the piece's id goes by its code, as in the vendor's example", () => {
  expect(order(makeCoupon({}, { id: '' }))[0]).toBe('405537296400027648')
})

import { performance } from 'node:perf_hooks'
import { evaluateCoupons } from '../../../cloudfunctions/coupon-gateway/embedded/evaluate-coupons'
import { makeCart } from './make-cart'
import { makeCoupon, NOON } from './make-coupon'

const ROUNDS = 200

const cart = makeCart(
  Array.from({ length: 50 }, (_, line) => [(10 + line * 1.37).toFixed(2), 1 + (line % 4)] as const),
  { discount_price: '12.34', delivery_fee: 4, type_cate: 3 },
)
const kinds = [
  { amount: '6', min_amount_use: 58 },
  { amount: '8.5', coupon_type: 1 },
  { category: 2, max_num: 1, min_num: 2 },
  { category: 4, coupon_type: 1, amount: '5', goods_range_num: 1, min_num: 1 },
  {
    category: 5,
    goods_range_type: 1,
    goods: [{ trade_mark: 'A' }, { trade_mark: 'C' }],
    max_num: 1,
  },
  { category: 6 },
  { multi_range_type: 1, shop_ids: '7559,5809' },
  { amount: '20', min_amount_use: 99_999 },
]
const coupons = Array.from({ length: 1_000 }, (_, at) =>
  makeCoupon(kinds[at % kinds.length], { id: `${610000000000 + at}` }),
)

const times = Array.from({ length: ROUNDS }, () => {
  const start = performance.now()
  evaluateCoupons(coupons, cart, NOON)
  return performance.now() - start
})
const [first = 0] = times
times.sort((a, b) => a - b)
const at = (share: number) => (times[Math.floor(share * (ROUNDS - 1))] ?? 0).toFixed(2)
console.log(
  `1,000 coupons on a 50-line cart: median ${at(0.5)} ms, p99 ${at(0.99)} ms, cold ${first.toFixed(2)} ms`,
)
if (Number(at(0.5)) > 5) process.exitCode = 1

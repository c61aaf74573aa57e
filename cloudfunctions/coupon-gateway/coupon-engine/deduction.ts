import { fen } from './money'
import type { Options } from './options'
import { type EligibleGoods, goodsOf, type Order, takeUnits, type Units } from './order'
import type { Terms } from './terms'

/** What a coupon takes off, in fen, and on which units of the order that falls (none: on the delivery fee). */
export interface Deduction {
  readonly total: number
  readonly on: readonly Units[]
}

/** How one category of coupons takes something off. `undefined`: what is known here does not say. */
type Discount = (
  terms: Terms,
  goods: EligibleGoods,
  order: Order,
  options: Pick<Options, 'secondBy'>,
) => Deduction | undefined

const FULL = 10

/**
 * What 折 leaves off a price, in fen: 8.5 折 pays 85 %, 0 pays nothing. The only rounding of the whole evaluation, half up,
 * once, on the total. `undefined`: no such discount.
 */
const applyDiscount = (base: number, zhe: number): number | undefined =>
  zhe > FULL ? undefined : Math.floor((base * (FULL * 100 - Math.round(zhe * 100)) + 500) / 1000)

/** What a coupon of a face value or a discount takes off a price, never more than that price. In fen. */
const reduction = ({ coupon: { coupon_type }, face }: Terms, base: number): number | undefined => {
  if (face === undefined) return undefined
  if (coupon_type === 0) return Math.min(fen(face), base)
  return coupon_type === 1 ? applyDiscount(base, face) : undefined
}

const deductionOn = (total: number | undefined, on: readonly Units[]): Deduction | undefined =>
  total === undefined ? undefined : { total, on }

/** Category 0: a face value or a discount on all the goods that the coupon is for. */
const cashOrDiscount: Discount = (terms, { known, net, units }) =>
  known ? deductionOn(reduction(terms, net), units) : undefined

/** Category 2: the `max_num` dearest and the `min_num` cheapest units cost nothing. */
const freeUnits: Discount = ({ coupon: { max_num, min_num } }, goods) => {
  if (!goods.known || (max_num === undefined && min_num === undefined)) return undefined
  const { net, units } = takeUnits(goods, { dearest: max_num, cheapest: min_num })
  return { total: net, on: units }
}

/**
 * Category 4: who buys M (`goods_range_num`) gets N more for the 折 in the face value, once per order. Recorded:
 * 第2件半价 is M 1, N 1, 5 折; 买3赠1 is M 3, N 1, 0 折. That there are M + N units is the rule `pieces`.
 */
const buyAndGet: Discount = ({ coupon, face: zhe }, goods, _, { secondBy = 'rank' }) => {
  const { max_num, second_max_num, min_num } = coupon
  const ranked = (max_num ?? second_max_num ?? min_num) !== undefined
  if (!goods.known || !ranked || zhe === undefined || coupon.coupon_type === 0) return undefined
  const ranks = { dearest: max_num, second: second_max_num, cheapest: min_num, secondBy }
  const { net, units } = takeUnits(goods, ranks)
  return deductionOn(applyDiscount(net, zhe), units)
}

/**
 * Category 5: one unit of the named goods, or as many as `max_num` and `min_num` say, free or at the face value's
 * discount. The table does not say which unit: when the candidates cost differently, that is the till's to decide.
 */
const goodsCoupon: Discount = (terms, goods) => {
  const { max_num = 0, min_num = 0 } = terms.coupon
  const [dearest] = goods.units
  if (!goods.known) return undefined
  if (!dearest) return { total: 0, on: [] }
  const ranked = max_num + min_num > 0
  if (!ranked && goods.units.some(({ listed }) => listed !== dearest.listed)) return undefined
  const { net, units } = ranked
    ? takeUnits(goods, { dearest: max_num, cheapest: min_num })
    : goodsOf([{ ...dearest, count: 1 }])
  return deductionOn(terms.face === undefined ? net : reduction(terms, net), units)
}

/** Category 6: the delivery fee, all of it or as much as the face value says; nothing where nothing is delivered. */
const deliveryFee: Discount = (terms, _, { deliveryFee: fee }) =>
  fee === undefined
    ? undefined
    : deductionOn(terms.face === undefined ? fee : reduction(terms, fee), [])

/** The categories that take something off an order; 3 (ERP), 7 (queue) and 8 (parking) never do. */
const DISCOUNTS: Readonly<Record<number, Discount>> = {
  0: cashOrDiscount,
  2: freeUnits,
  4: buyAndGet,
  5: goodsCoupon,
  6: deliveryFee,
}

/** What the coupon takes off these goods, were it usable. */
export const deductionOf: Discount = (terms, goods, order, options) =>
  DISCOUNTS[terms.coupon.category ?? 0]?.(terms, goods, order, options)

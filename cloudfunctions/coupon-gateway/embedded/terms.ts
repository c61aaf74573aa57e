import type { CouponTemplate } from './coupon-template'
import { faceValue } from './face-value'
import { fen } from './fen'
import { goodsNamed, type NamedGoods } from './goods-named'
import { hoursOf, type Hours } from './hours-of'
import { type Shops, shopsNamed } from './shops-named'

/** What a template means, its texts read and its lists made ready: the same for every cart. */
export interface Terms {
  readonly coupon: CouponTemplate
  /** Yuan, or 折 for a discount. `undefined`: no field holds a plain number. */
  readonly face: number | undefined
  /** In fen; 0: no minimum. `undefined`: not told. */
  readonly minimum: number | undefined
  /** The goods that it is for. `undefined`: not told in a form that a cart can be compared with. */
  readonly goods: NamedGoods | undefined
  readonly shops: Shops
  readonly hours: readonly Hours[]
}

// A template stays as it was decoded, so its terms are worked out once. Gone with it: nothing here keeps it alive.
const known = new WeakMap<CouponTemplate, Terms>()

/** The terms of a template. */
export const termsOf = (coupon: CouponTemplate): Terms => {
  const found = known.get(coupon)
  if (found) return found
  const { min_amount_use } = coupon
  const terms = {
    coupon,
    face: faceValue(coupon),
    minimum: min_amount_use === undefined ? undefined : fen(min_amount_use),
    goods: goodsNamed(coupon),
    shops: shopsNamed(coupon),
    hours: hoursOf(coupon),
  }
  known.set(coupon, terms)
  return terms
}

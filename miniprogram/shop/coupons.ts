import { toFen } from './money'

/** A coupon that is used on an order: `coupon_id` is the batch, `coupon_ins_id` the one piece that this user holds. */
export interface UsedCoupon {
  readonly coupon_id: string
  readonly coupon_ins_id: string
  readonly coupon_ins_name: string
  /** What it takes off. */
  readonly fen: number
}

/**
 * The coupon that every new member has, which the shop itself looks after. It goes with any other coupon and is taken
 * off first; the gateway therefore gets it as `discount_price`.
 */
export const memberCoupon: UsedCoupon = {
  coupon_id: 'SL-WELCOME-300',
  coupon_ins_id: 'SL-WELCOME-300-0001',
  coupon_ins_name: '见面礼立减券',
  fen: 300,
}

/** The detail of the plugin's coupon picker's `change` event. Both amounts are in yuan, and the same. */
export interface PickerChange {
  readonly coupon: {
    readonly coupon_id: string
    readonly coupon_ins_id: string
    readonly coupon_ins_name: string
    readonly coupon_deduction: number
  } | null
  readonly deduction: number
}

/** The coupon that the user selected in the picker, in the shop's own money; null: none. */
export const pickedCoupon = ({ coupon, deduction }: PickerChange): UsedCoupon | null =>
  coupon && {
    coupon_id: coupon.coupon_id,
    coupon_ins_id: coupon.coupon_ins_id,
    coupon_ins_name: coupon.coupon_ins_name,
    fen: toFen(deduction),
  }

/** What a batch of coupons takes its money off, where that is not all the goods: some goods, or the delivery fee. */
export type CouponScope = readonly string[] | 'delivery fee'

/**
 * The picker gives how much comes off, not off what, and a split order needs that: only then does a refunded sub-order
 * give back its own coupon. A shop knows its own batches, so it looks them up by `coupon_id`.
 */
const scopes: Readonly<Record<string, CouponScope>> = {
  '390913441022870008': ['AOdjf7u', 'BKq2m9x', 'CYr8t3w'],
  '390913441022870011': ['BKq2m9x'],
  '390913441022870012': ['ETn6c4z'],
  '390913441022870014': 'delivery fee',
  '390913441022870015': 'delivery fee',
}

export const couponScope = (coupon_id: string): CouponScope | undefined => scopes[coupon_id]

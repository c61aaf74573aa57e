import type { Branch, Way } from './branches'
import { memberCoupon, type UsedCoupon } from './coupons'
import { type Sku, snackBox } from './goods'
import { toYuan } from './money'

/** What is about to be ordered. */
export interface Basket {
  readonly branch: Branch
  readonly sku: Sku
  readonly quantity: number
  /** Adds a box that the bakery sends, so that the order falls into two sub-orders. */
  readonly split: boolean
  /** Whether the member's own coupon is used. */
  readonly member_coupon: boolean
  /** The one coupon of the picker, if any. */
  readonly picked: UsedCoupon | null
}

interface BasketLine {
  readonly sku: Sku
  readonly quantity: number
  readonly way: Way
  /** Of this line's sub-order: what the store brings has the store's fee, what is posted comes free. */
  readonly delivery_fee_fen: number
}

/** The goods of a basket, one line for each sub-order. */
export const basketLines = ({ branch, sku, quantity, split }: Basket): BasketLine[] => [
  { sku, quantity, way: branch.way, delivery_fee_fen: branch.delivery_fee_fen },
  ...(split ? [{ sku: snackBox, quantity: 1, way: '快递' as const, delivery_fee_fen: 0 }] : []),
]

/** Its coupons in the order in which they are taken off. */
export const basketCoupons = ({ member_coupon, picked }: Basket): UsedCoupon[] => [
  ...(member_coupon ? [memberCoupon] : []),
  ...(picked ? [picked] : []),
]

/** The basket as the coupon picker wants it: amounts in yuan. */
export function cartOf(basket: Basket) {
  const { branch, member_coupon } = basket
  return {
    multi_mark: branch.branch_id,
    type_cate: branch.type_cate,
    trade_marks: basketLines(basket).map(({ sku, quantity }) => ({
      num: quantity,
      trade_mark: sku.sku_id,
      price: toYuan(sku.price_fen),
    })),
    discount_price: member_coupon ? toYuan(memberCoupon.fen) : 0,
    delivery_fee: toYuan(branch.delivery_fee_fen),
  }
}

export type Cart = ReturnType<typeof cartOf>

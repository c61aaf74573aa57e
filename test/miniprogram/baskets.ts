import type { Basket } from '../../miniprogram/shop/basket'
import { branches, findBranch } from '../../miniprogram/shop/branches'
import { findSku, goods } from '../../miniprogram/shop/goods'
import type { UsedCoupon } from '../../miniprogram/shop/coupons'

const TEA = 'AOdjf7u'
export const LATTE = 'BKq2m9x'
const HUBIN = 'shanlan-hubin'
export const CHENGXI = 'shanlan-chengxi'

/** A coupon as the picker hands it over; `fen` is what it takes off. */
export const coupon = (fen: number, coupon_id = 'SL-TEST'): UsedCoupon => ({
  coupon_id,
  coupon_ins_id: '610000000000000099',
  coupon_ins_name: '一张券',
  fen,
})

/** One tea at the lake without any coupon, or what differs from it. */
export const basket = ({
  sku_id = TEA,
  branch_id = HUBIN,
  ...more
}: Partial<Basket> & { readonly sku_id?: string; readonly branch_id?: string } = {}): Basket => {
  const sku = findSku(sku_id)
  if (!sku) throw new Error(`the shop does not sell ${sku_id}`)
  const branch = findBranch(branch_id)
  return { branch, sku, quantity: 1, split: false, member_coupon: false, picked: null, ...more }
}

const both = [false, true]

/** Every basket that the shop's pages can make, before a coupon is picked. */
export const allBaskets: readonly Basket[] = branches.flatMap((branch) =>
  goods.flatMap((sku) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((quantity) =>
      both.flatMap((split) =>
        both.map((member_coupon) => ({
          branch,
          sku,
          quantity,
          split,
          member_coupon,
          picked: null,
        })),
      ),
    ),
  ),
)

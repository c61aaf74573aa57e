import type { CouponTemplate } from '../coupon-template'
import type { Rule } from '../rule'

const DIGITS = /^\d+$/

/** The table says JSON (`["7559"]`), recorded answers have `7559,5809`. */
const listed = ({ shop_ids = '' }: CouponTemplate): string[] =>
  (typeof shop_ids === 'string' ? shop_ids.replace(/[[\]"\s]/g, '').split(',') : shop_ids).filter(
    (shop) => shop !== '',
  )

/**
 * Shops are listed by id, a cart names its shop by code, and the two may be different things (`7559` and
 * `aEtGbNNVQ3m1YStlySDB0Q`). A code that is not on the list is only known to be elsewhere when it looks like the ids.
 */
export const atShop: Rule = {
  reason: 'shop',
  holds: ({ coupon, order: { shop } }) => {
    const { multi_range_type } = coupon
    if (multi_range_type === undefined) return 'unknown'
    if (multi_range_type === 0) return true
    const shops = listed(coupon)
    if (shop === undefined || shops.length === 0) return 'unknown'
    if (shops.includes(shop)) return multi_range_type === 1
    const comparable = shops.every((listedShop) => DIGITS.test(listedShop) === DIGITS.test(shop))
    return comparable ? multi_range_type === 2 : 'unknown'
  },
  because: () => '当前门店不可用',
  undecided: ({ order: { shop } }) =>
    shop === undefined ? '限部分门店可用,请先选择门店' : '限部分门店可用,以门店确认为准',
}

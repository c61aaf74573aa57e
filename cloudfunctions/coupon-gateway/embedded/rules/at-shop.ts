import { isShopNumber } from '../is-shop-number'
import type { Rule } from '../rule'

/**
 * Shops are listed by number, a cart names its shop by code, and the two may be different things (`7559` and
 * `aEtGbNNVQ3m1YStlySDB0Q`). A shop that is not on the list is only known to be elsewhere when it is named as those are.
 */
export const atShop: Rule = {
  reason: 'shop',
  holds: ({ coupon: { multi_range_type }, terms, order: { shop } }) => {
    if (multi_range_type === undefined) return 'unknown'
    if (multi_range_type === 0) return true
    const { named, numbered } = terms.shops
    if (shop === undefined || named.size === 0) return 'unknown'
    if (named.has(shop)) return multi_range_type === 1
    return numbered === isShopNumber(shop) ? multi_range_type === 2 : 'unknown'
  },
  because: () => '当前门店不可用',
  undecided: ({ order: { shop } }) =>
    shop === undefined ? '限部分门店可用,请先选择门店' : '限部分门店可用,以门店确认为准',
}

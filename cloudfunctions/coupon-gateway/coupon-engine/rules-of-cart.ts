import type { CouponTemplate } from './coupon'
import { yuan } from './money'
import type { Rule, RuleContext } from './rule'
import { isShopNumber } from './terms'

/**
 * Shops are listed by number, a cart names its shop by code, and the two may be different things (`7559` and
 * `aEtGbNNVQ3m1YStlySDB0Q`). A shop that is not on the list is only known to be elsewhere when it is named as those are.
 */
const atShop: Rule = {
  reason: 'shop',
  test: ({ coupon: { multi_range_type }, terms, order: { shop } }) => {
    if (multi_range_type === undefined) return 'unknown'
    if (multi_range_type === 0) return true
    const { named, numbered } = terms.shops
    if (shop === undefined || named.size === 0) return 'unknown'
    if (named.has(shop)) return multi_range_type === 1
    return numbered === isShopNumber(shop) ? multi_range_type === 2 : 'unknown'
  },
  message: () => '当前门店不可用',
  undecided: ({ order: { shop } }) =>
    shop === undefined ? '限部分门店可用,请先选择门店' : '限部分门店可用,以门店确认为准',
}

const DELIVERY = 1
const DINE_IN = 2

// 4, paying at the counter, is no order of goods: neither delivery nor dine-in.
const SCENES: Readonly<Record<number, string>> = {
  1: '仅限外卖可用',
  2: '仅限堂食可用',
  4: '仅限买单可用',
  5: '仅限外卖、买单可用',
  6: '仅限堂食、买单可用',
}

/** `scene_type` is a mask of three bits; the order is delivery (type_cate 3) or dine-in (1). */
const inScene: Rule = {
  reason: 'scene',
  test: ({ coupon: { scene_type }, order: { delivery } }) =>
    scene_type === undefined ? 'unknown' : (scene_type & (delivery ? DELIVERY : DINE_IN)) !== 0,
  message: ({ coupon: { scene_type = 0 } }) => SCENES[scene_type] ?? '当前场景不可用',
}

/** Something that the coupon is for is in the cart. */
const hasGoods: Rule = {
  reason: 'goods',
  test: ({ eligible: { known, count } }) => (count === 0 ? false : known || 'unknown'),
  message: ({ order: { goods } }) => (goods.count ? '没有适用的商品' : '购物车里还没有商品'),
  undecided: () => '限部分商品可用,以门店确认为准',
}

/** M to buy and N to get, for 买M送N (category 4); none for the others. */
const boughtAndGot = (coupon: CouponTemplate): number | undefined => {
  if (coupon.category !== 4) return 0
  const { goods_range_num, max_num = 0, second_max_num = 0, min_num = 0 } = coupon
  if (goods_range_num === undefined) return undefined
  return goods_range_num + max_num + second_max_num + min_num
}

const needed = (coupon: CouponTemplate): number =>
  Math.max(coupon.min_num_use ?? 0, boughtAndGot(coupon) ?? 0)

/** As many units as the coupon wants. Too few is certain; that goods may not count is the goods rule's. */
const enoughUnits: Rule = {
  reason: 'pieces',
  test: ({ coupon, eligible: { count } }) => {
    if (count < needed(coupon)) return false
    const known = coupon.min_num_use !== undefined && boughtAndGot(coupon) !== undefined
    return known || 'unknown'
  },
  message: ({ coupon, eligible: { count, known } }) =>
    `${known ? '' : '至少'}还差 ${needed(coupon) - count} 件可用`,
}

const missing = ({ terms: { minimum = 0 }, eligible, strictThreshold }: RuleContext): number =>
  minimum === 0 ? 0 : minimum + (strictThreshold ? 1 : 0) - eligible.net

/**
 * What the goods cost, after the order's own discount, reaches `min_amount_use`; 0: no minimum. Too little is certain;
 * that goods may not count is the goods rule's.
 */
const reachesMinimum: Rule = {
  reason: 'minimum',
  test: (context) => (context.terms.minimum === undefined ? 'unknown' : missing(context) <= 0),
  message: (context) =>
    `${context.eligible.known ? '' : '至少'}还差 ${yuan(missing(context))} 元可用`,
}

/** `only_coupon` 1: the order gets nothing off but by this coupon. */
const notCombined: Rule = {
  reason: 'exclusive',
  test: ({ coupon: { only_coupon }, order: { discount } }) =>
    discount === 0 || (only_coupon === undefined ? 'unknown' : only_coupon === 0),
  message: () => '不与其他优惠同享',
}

/** In the end the coupon must be worth something on this order. */
export const takesSomethingOff: Rule = {
  reason: 'no_discount',
  test: ({ deduction }) => (deduction ? deduction.total > 0 : 'unknown'),
  message: ({ coupon: { category }, order: { delivery } }) =>
    category === 6 && !delivery ? '堂食没有配送费可抵扣' : '本单没有可抵扣的金额',
  undecided: ({ coupon: { category } }) =>
    category === 6 ? '抵扣配送费,以结算时的配送费为准' : '抵扣金额以门店确认为准',
}

/** What the coupon asks of the order. */
export const RULES_OF_CART: readonly Rule[] = [
  atShop,
  inScene,
  hasGoods,
  enoughUnits,
  reachesMinimum,
  notCombined,
]

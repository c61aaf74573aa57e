import type { CouponTemplate } from './coupon'
import { yuan } from './money'
import type { Rule, RuleContext } from './rule'
import { isShopNumber } from './terms'

/**
 * Shops are listed by id, which is a number, and a cart names its shop by code (`aEtGbNNVQ3m1YStlySDB0Q`, or a number
 * too): two things, which a map of the merchant's brings together. A list of codes, as a merchant's own catalogue has it,
 * is compared with the code.
 */
const atShop: Rule = {
  reason: 'shop',
  fields: ['coupon.multi_range_type', 'coupon.shop_ids'],
  test: ({ coupon: { multi_range_type = 0 }, terms, order: { shop: code }, shopId }) => {
    if (multi_range_type === 0) return true
    const { named, numbered } = terms.shops
    if (code === undefined || named.size === 0) return 'unknown'
    if (shopId !== undefined && named.has(shopId)) return multi_range_type === 1
    if (!isShopNumber(code) && named.has(code)) return multi_range_type === 1
    // Elsewhere for certain only where the shop is named as those of the list are.
    const isComparable = numbered ? shopId !== undefined : numbered === false && !isShopNumber(code)
    return isComparable ? multi_range_type === 2 : 'unknown'
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
  fields: ['coupon.scene_type'],
  test: ({ coupon: { scene_type = DELIVERY | DINE_IN }, order: { delivery } }) =>
    (scene_type & (delivery ? DELIVERY : DINE_IN)) !== 0,
  message: ({ coupon: { scene_type = 0 } }) => SCENES[scene_type] ?? '当前场景不可用',
}

/** Something that the coupon is for is in the cart. */
const hasGoods: Rule = {
  reason: 'goods',
  fields: [
    'coupon.goods_range_type',
    'coupon.goods',
    'coupon.discount_goods',
    'coupon.categorie_goods',
    'coupon.discount_categorie_goods',
  ],
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

/** What is bought and got are goods that the coupon is for, whatever the threshold counts. */
const missingUnits = ({ coupon, counted, eligible }: RuleContext): number =>
  Math.max((coupon.min_num_use ?? 0) - counted.count, (boughtAndGot(coupon) ?? 0) - eligible.count)

/** As many units as the coupon wants. Too few is certain; that goods may not count is the goods rule's. */
const enoughUnits: Rule = {
  reason: 'pieces',
  fields: [
    'coupon.min_num_use',
    'coupon.goods_range_num',
    'coupon.max_num',
    'coupon.second_max_num',
    'coupon.min_num',
  ],
  test: (context) => {
    if (missingUnits(context) > 0) return false
    return boughtAndGot(context.coupon) !== undefined || 'unknown'
  },
  message: (context) =>
    `${context.counted.known ? '' : '至少'}还差 ${missingUnits(context)} 件可用`,
}

const missing = ({ terms: { minimum }, counted, strictThreshold }: RuleContext): number =>
  minimum === 0 ? 0 : minimum + (strictThreshold ? 1 : 0) - counted.net

/**
 * What the goods cost, after the order's own discount, reaches `min_amount_use`; 0: no minimum. Too little is certain;
 * that goods may not count is the goods rule's.
 */
const reachesMinimum: Rule = {
  reason: 'minimum',
  fields: ['coupon.min_amount_use'],
  test: (context) => missing(context) <= 0,
  message: (context) =>
    `${context.counted.known ? '' : '至少'}还差 ${yuan(missing(context))} 元可用`,
}

/** `only_coupon` 1: the order gets nothing off but by this coupon. */
const notCombined: Rule = {
  reason: 'exclusive',
  fields: ['coupon.only_coupon'],
  test: ({ coupon: { only_coupon }, order: { discount } }) => discount === 0 || only_coupon !== 1,
  message: () => '不与其他优惠同享',
}

/** In the end the coupon must be worth something on this order. */
export const takesSomethingOff: Rule = {
  reason: 'no_discount',
  fields: [
    'coupon.coupon_type',
    'coupon.amount',
    'coupon.total_amount',
    'coupon.all_coupon_amount',
  ],
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

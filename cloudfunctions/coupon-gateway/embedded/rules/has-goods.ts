import type { Rule } from '../rule'

/** Something that the coupon is for is in the cart. */
export const hasGoods: Rule = {
  reason: 'goods',
  holds: ({ eligible: { known, count } }) => (count === 0 ? false : known || 'unknown'),
  because: ({ order: { goods } }) => (goods.count ? '没有适用的商品' : '购物车里还没有商品'),
  undecided: () => '限部分商品可用,以门店确认为准',
}

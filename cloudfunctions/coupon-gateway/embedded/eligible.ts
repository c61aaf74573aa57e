import type { CouponTemplate } from './coupon-template'
import { type Eligible, goodsOf } from './goods'
import type { Order } from './order'

const named = (list: CouponTemplate['goods'] = []): string[] =>
  list.flatMap(({ trade_mark }) => trade_mark ?? [])

const setsEqual = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === new Set(b).size && new Set([...a, ...b]).size === new Set(a).size

/**
 * The listed goods, if the list is of a kind that a cart can be compared with. Categories are not: a cart names no
 * category. A second list, of the goods that get cheaper, is followed only where it says the same as the first.
 */
const listed = (coupon: CouponTemplate): string[] | undefined => {
  const { goods = [], discount_goods = [], categorie_goods = [] } = coupon
  const marks = named(goods)
  const cheaper = named(discount_goods)
  const readable =
    marks.length > 0 &&
    marks.length === goods.length &&
    cheaper.length === discount_goods.length &&
    categorie_goods.length === 0 &&
    (coupon.discount_categorie_goods ?? []).length === 0
  const same = cheaper.length === 0 || setsEqual(marks, cheaper)
  return readable && same ? marks : undefined
}

/**
 * Which goods count. The method 7.4.6 itself sends no goods list, so a coupon for some goods only is undecided unless the
 * catalogue names them.
 */
export const eligible = (coupon: CouponTemplate, { goods, atMost }: Order): Eligible => {
  if (coupon.goods_range_type === 0) return goods
  const marks = coupon.goods_range_type === 1 ? listed(coupon) : undefined
  if (!marks) return atMost
  const wanted = new Set(marks)
  return { ...goodsOf(goods.pieces.filter((piece) => wanted.has(piece.trade_mark))), known: true }
}

import type { CouponTemplate } from './coupon-template'

/** Goods as a coupon lists them. */
export interface NamedGoods {
  readonly marks: ReadonlySet<string>
  /** The same for the same goods, in whatever order they are listed. */
  readonly key: string
}

const named = (list: CouponTemplate['goods'] = []): ReadonlySet<string> =>
  new Set(list.flatMap(({ trade_mark }) => trade_mark ?? []))

const isNamed = (list: CouponTemplate['goods'] = []): boolean =>
  list.every(({ trade_mark }) => trade_mark !== undefined)

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((mark) => other.has(mark))

/**
 * The goods that a coupon lists, if the list is of a kind that a cart can be compared with. Categories are
 * not: a cart names no category. A second list, of the goods that get cheaper, is followed only where it says the same as
 * the first. `undefined`: nobody here can tell.
 */
export const goodsNamed = (coupon: CouponTemplate): NamedGoods | undefined => {
  const { goods, discount_goods, categorie_goods = [], discount_categorie_goods = [] } = coupon
  if (categorie_goods.length > 0 || discount_categorie_goods.length > 0) return undefined
  if (!isNamed(goods) || !isNamed(discount_goods)) return undefined
  const marks = named(goods)
  const cheaper = named(discount_goods)
  if (marks.size === 0 || (cheaper.size > 0 && !isSame(marks, cheaper))) return undefined
  const sorted = [...marks]
  sorted.sort()
  return { marks, key: JSON.stringify(sorted) }
}

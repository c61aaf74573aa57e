import type { CouponTemplate, UserCoupon } from './coupon'
import { MAX_UNIX_SECONDS } from './fields'
import { fen } from './money'
import { type EligibleGoods, goodsOf, type Order } from './order'
import type { Options } from './options'

/** Goods as a coupon lists them. */
interface NamedGoods {
  readonly marks: ReadonlySet<string>
  /** The same for the same goods, in whatever order they are listed. */
  readonly key: string
}

/** Shops as a coupon lists them. */
interface Shops {
  readonly named: ReadonlySet<string>
  /** Whether they are named by number. `undefined`: some are, some are not. */
  readonly numbered: boolean | undefined
}

/** A part of the day, in seconds since midnight, both inclusive. `undefined`: it cannot be read. */
export interface Hours {
  readonly start: number | undefined
  readonly end: number | undefined
}

/** What a template means, its texts read and its lists made ready: the same for every cart. */
export interface Terms {
  readonly coupon: CouponTemplate
  /** Yuan, or 折 for a discount. `undefined`: no field holds a plain number. */
  readonly face: number | undefined
  /** In fen; 0: no minimum. */
  readonly minimum: number
  /** The goods that it is for. `undefined`: not listed in a form that a cart can be compared with. */
  readonly goods: NamedGoods | undefined
  readonly shops: Shops
  readonly hours: readonly Hours[]
}

const NUMBER = /^\d{1,8}(\.\d{1,2})?$/

/**
 * The number behind a coupon: yuan, or 折 for a discount. Some answers have it in `amount`, others put a text there
 * (现金券6元) and the number into `total_amount`; `all_coupon_amount` is an amount by its name, so a discount is sought
 * there last, and an amount first unless `faceFrom` says otherwise. `undefined`: no field holds a plain number.
 */
export const faceValue = (
  coupon: CouponTemplate,
  faceFrom: Options['faceFrom'] = 'all_coupon_amount',
): number | undefined => {
  const { total_amount, all_coupon_amount, amount, coupon_type } = coupon
  const isAmountFirst = coupon_type === 1 || faceFrom === 'amount'
  const rest = isAmountFirst ? [amount, all_coupon_amount] : [all_coupon_amount, amount]
  const plain = [total_amount, ...rest].find((text) => NUMBER.test(text ?? ''))
  return plain === undefined ? undefined : Number(plain)
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
 * the first.
 */
const goodsNamed = (coupon: CouponTemplate): NamedGoods | undefined => {
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

/** Whether a shop's name is its number at the vendor, such as `7559`, and not a code such as `aEtGbNNVQ3m1YStlySDB0Q`. */
export const isShopNumber = (shop: string): boolean => /^\d+$/.test(shop)

/** The shops that a coupon lists. The table says JSON (`["7559"]`), recorded answers have `7559,5809`. */
const shopsNamed = ({ shop_ids = '' }: CouponTemplate): Shops => {
  const list =
    typeof shop_ids === 'string' ? shop_ids.replace(/[[\]"\s]/g, '').split(',') : shop_ids
  const shops = new Set(list.filter((shop) => shop !== ''))
  const numbers = [...shops].filter(isShopNumber).length
  return {
    named: shops,
    numbered: numbers > 0 && numbers < shops.size ? undefined : numbers > 0,
  }
}

const CLOCK = /^([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?$/

/** `14:30:00` or `14:30` as seconds of the day. */
const secondOfDay = (text: string): number | undefined => {
  const [, hours, minutes, seconds = '0'] = CLOCK.exec(text) ?? []
  return hours && minutes
    ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    : undefined
}

// A template stays as it was decoded, so its terms are worked out once. Gone with it: nothing here keeps it alive.
const CACHES = {
  all_coupon_amount: new WeakMap<CouponTemplate, Terms>(),
  amount: new WeakMap<CouponTemplate, Terms>(),
}

/** The terms of a template. */
export const termsOf = (
  coupon: CouponTemplate,
  faceFrom: Options['faceFrom'] = 'all_coupon_amount',
): Terms => {
  const cache = CACHES[faceFrom]
  const found = cache.get(coupon)
  if (found) return found
  const { min_amount_use = 0, coupon_use_time = [] } = coupon
  const terms = {
    coupon,
    face: faceValue(coupon, faceFrom),
    minimum: fen(min_amount_use),
    goods: goodsNamed(coupon),
    shops: shopsNamed(coupon),
    hours: coupon_use_time.map(({ use_time_start, use_time_end }) => ({
      start: secondOfDay(use_time_start),
      end: secondOfDay(use_time_end),
    })),
  }
  cache.set(coupon, terms)
  return terms
}

/**
 * Which goods count. The method 7.4.6 itself sends no goods list, so a coupon for some goods only is undecided unless the
 * catalogue names them.
 */
export const eligibleGoods = ({ coupon, goods: wanted }: Terms, order: Order): EligibleGoods => {
  if (coupon.goods_range_type !== 1) return order.goods
  if (!wanted) return order.atMost
  const known = order.listed.get(wanted.key)
  if (known) return known
  const units = order.goods.units.filter(({ trade_mark }) => wanted.marks.has(trade_mark))
  const found = { ...goodsOf(units), known: true }
  order.listed.set(wanted.key, found)
  return found
}

const DAY_S = 86_400
/** China Standard Time, in which the vendor counts days. It has had no summer time since 1991. */
export const CST_OFFSET_S = 8 * 3600

/** In seconds since 1970, both inclusive. `undefined`: there is no such bound. */
export interface Validity {
  readonly start_at: number | undefined
  readonly end_at: number | undefined
  /** There is an end, some days after it was claimed, but what is known does not say when. */
  readonly endsSomeDay: boolean
}

/** The last second of the N days that begin with the day of `start`, as in the vendor's own example. */
const endOfDays = (start: number, days: number): number =>
  Math.min(
    MAX_UNIX_SECONDS,
    Math.floor((start + CST_OFFSET_S) / DAY_S) * DAY_S - CST_OFFSET_S + days * DAY_S - 1,
  )

/** 0 is how recorded templates say "no date". */
const dates = (...moments: readonly (number | undefined)[]): number[] =>
  moments.filter((moment): moment is number => !!moment)

/**
 * From when until when a piece can be used, both inclusive, in seconds. The piece's own dates hold, whatever the type;
 * where the dates are fixed (expire_type 0) the template's hold as well. Days after claiming (1, 2) start when the piece
 * does, which for 2 the vendor has already put to the next day, and end it where it has no end of its own.
 */
export const validity = ({ start_at, end_at, coupon }: UserCoupon): Validity => {
  const { expire_type = 0, expire_days } = coupon
  const counted = start_at && expire_days ? endOfDays(start_at, expire_days) : undefined
  const [starts, ends] =
    expire_type === 0
      ? [dates(start_at, coupon.start_at), dates(end_at, coupon.end_at)]
      : [dates(start_at), dates(end_at || counted)]
  return {
    start_at: starts.length ? Math.max(...starts) : undefined,
    end_at: ends.length ? Math.min(...ends) : undefined,
    endsSomeDay: expire_type !== 0 && ends.length === 0,
  }
}

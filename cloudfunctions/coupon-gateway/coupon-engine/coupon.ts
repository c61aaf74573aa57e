import { array, type InferOutput, looseObject, optional, string, union } from 'valibot'
import { decimal, goodsList, id, looseText, oneOf, seconds, wholeNumber } from './fields'

/** What the table says of a template, row by row. */
const table = {
  id: optional(id),
  /** Platform: 1 WeChat, 2 Koubei. */
  type: optional(oneOf([1, 2])),
  title: optional(looseText),
  /** 0: no limit. */
  total: optional(wholeNumber),
  number: optional(wholeNumber),
  used: optional(wholeNumber),
  /** A face value or a discount, or a text such as 现金券6元: its readers must be ready for both. */
  amount: optional(looseText),
  /** 0 a fixed amount, 1 a discount. */
  coupon_type: optional(oneOf([0, 1])),
  /** Yuan; 0: no limit. */
  min_amount_use: optional(decimal),
  /** How many a person may claim; it says nothing about use. */
  number_of_user: optional(wholeNumber),
  /** 0 all goods, 1 those listed. */
  goods_range_type: optional(oneOf([0, 1])),
  /** 0 fixed dates, 1 for N days from the day of claiming, 2 from the day after. */
  expire_type: optional(oneOf([0, 1, 2])),
  start_at: optional(seconds),
  end_at: optional(seconds),
  expire_days: optional(wholeNumber),
  desc: optional(looseText),
  /** 1 usable, 0 not. */
  status: optional(oneOf([0, 1])),
  show_page: optional(wholeNumber),
  /** A mask: 1 delivery, 2 dine-in, 4 paying at the counter. */
  scene_type: optional(oneOf([1, 2, 3, 4, 5, 6, 7])),
  only_coupon: optional(oneOf([0, 1])),
  /** 0, the default: no limit. */
  use_per_person_per_day: optional(wholeNumber),
  is_receive: optional(oneOf([0, 1])),
  is_use_time_range: optional(oneOf([0, 1])),
  /** 0 cash or discount, 2 free pieces, 3 ERP exchange, 4 buy M get N, 5 goods, 6 delivery fee, 7 queue, 8 parking. */
  category: optional(oneOf([0, 2, 3, 4, 5, 6, 7, 8])),
  max_num: optional(wholeNumber),
  min_num: optional(wholeNumber),
  min_num_use: optional(wholeNumber),
  /** 0 all shops, 1 only those listed, 2 all but those listed. */
  multi_range_type: optional(oneOf([0, 1, 2])),
  /** The table says JSON, recorded answers have `7559,5809`. */
  shop_ids: optional(union([looseText, array(id)])),
  explain_text: optional(looseText),
  second_max_num: optional(wholeNumber),
  goods_range_num: optional(wholeNumber),
  coupon_label: optional(looseText),
  scene_type_desc: optional(looseText),
  coupon_title: optional(looseText),
  coupon_amount: optional(looseText),
  all_coupon_amount: optional(looseText),
}

/** What recorded answers of the same platform have beyond the table, as far as it decides about use. */
const recorded = {
  total_amount: optional(looseText),
  coupon_use_time: optional(
    array(looseObject({ use_time_start: string(), use_time_end: string() })),
  ),
  goods: optional(goodsList),
  discount_goods: optional(goodsList),
  categorie_goods: optional(array(looseObject({}))),
  discount_categorie_goods: optional(array(looseObject({}))),
}

/**
 * A coupon's template: the rules that all pieces given out from it share. Fields that the table does not know are kept.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, data[].coupon.
 */
export const CouponTemplate = looseObject({ ...table, ...recorded })
export type CouponTemplate = InferOutput<typeof CouponTemplate>

/**
 * One piece of a coupon in one user's hands.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, data[].
 */
export const UserCoupon = looseObject({
  id: optional(id),
  user_id: optional(id),
  coupon_id: optional(id),
  start_at: optional(seconds),
  end_at: optional(seconds),
  /** 0 unused, 1 used. */
  status: optional(oneOf([0, 1])),
  coupon: CouponTemplate,
  /** The code to be shown and scanned. */
  couponId: optional(id),
})
/** The fields that were there and broke the table, such as `coupon.scene_type`: absent by now, but not meant to be. */
export const UNREADABLE = Symbol('unreadable')
export type UserCoupon = InferOutput<typeof UserCoupon> & {
  readonly [UNREADABLE]?: ReadonlySet<string>
}

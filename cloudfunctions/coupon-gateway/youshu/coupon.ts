import { array, boolean, type InferOutput, optional, pipe, string } from 'valibot'
import { needs } from './needs'
import {
  giftInfo,
  mediaInfo,
  Product,
  ReleaseLocation,
  SellerInfo,
  Store,
  tagInfo,
  TargetUrl,
  ThirdPromotionInfo,
  User,
} from './coupon-parts'
import {
  bytes,
  count,
  milliseconds,
  oneOf,
  percent,
  seconds,
  whole,
  yuan,
  yuanWithCents,
} from './fields'
import { fieldsOf } from './fields-of'

/** Every row of the vendor's table, in its order. An absent optional field takes the vendor's default. */
export const couponFields = fieldsOf({
  external_coupon_id: bytes(1, 100),
  brand_name: optional(bytes(1, 64)),
  brand_logo: optional(bytes(1, 2048)),
  coupon_name: bytes(1, 100),
  promotion_ids: optional(array(bytes(1, 100))),
  coupon_type: oneOf(1, 2),
  coupon_sub_type: oneOf(1, 2, 3, 4, 5, 6, 7),
  plan_count: optional(count),
  store_count: optional(whole),
  available_status: optional(oneOf(1, 2)),
  stock_status: optional(oneOf(1, 2)),
  start_time: optional(milliseconds),
  end_time: optional(milliseconds),
  fixed_valid_time: optional(seconds),
  fixed_valid_start_time: optional(seconds),
  reminder_overdue: optional(oneOf(1, 2)),
  short_description: optional(bytes(1, 64)),
  rule_description: optional(bytes(1, 1000)),
  added_status: optional(oneOf(1, 2)),
  amount_coupon: optional(yuanWithCents),
  amount_original: optional(yuan),
  discount_coupon: optional(percent),
  price_coupon: optional(yuanWithCents),
  amount_minimum: optional(yuan),
  max_discount_amount: optional(yuan),
  number_minimum: optional(count),
  release_status: optional(oneOf(1, 2, 3)),
  max_coupon_number_per_user: optional(count),
  max_coupon_number_per_user_daily: optional(count),
  max_amount_by_day: optional(yuan),
  max_coupons_by_day: optional(count),
  natural_person_limit: optional(boolean()),
  media_info: optional(mediaInfo),
  product: optional(Product),
  gift_info: optional(giftInfo),
  user: optional(User),
  store: optional(Store),
  seller_info: optional(SellerInfo),
  release_location: optional(array(ReleaseLocation)),
  target_url: optional(TargetUrl),
  url_list: optional(string()),
  show_start_time: optional(milliseconds),
  show_end_time: optional(milliseconds),
  tag_info: optional(tagInfo),
  third_promotion_info: optional(ThirdPromotionInfo),
  is_deleted: optional(oneOf(0, 1)),
})
type Fields = InferOutput<typeof couponFields>

/**
 * One batch of coupons, as `order/add_coupon` takes it.
 * Source: Tencent Youshu, 卡券信息添加/更新, https://mp.zhls.qq.com/youshu-docs/develop/interface/activity/add_coupon.html
 */
export const Coupon = pipe(
  couponFields,
  needs<Fields>('start_time', 'end_time'),
  needs<Fields>('end_time', 'start_time'),
  needs<Fields>('coupon_sub_type', 'amount_coupon', 1),
  needs<Fields>('coupon_sub_type', 'discount_coupon', 2),
)
export type Coupon = InferOutput<typeof Coupon>

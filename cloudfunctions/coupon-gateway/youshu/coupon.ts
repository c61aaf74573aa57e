import { array, boolean, type InferOutput, optional, pipe, string } from 'valibot'
import {
  bytes,
  count,
  inOrder,
  milliseconds,
  needs,
  objectOf,
  oneOf,
  oneOrUpTo10,
  percent,
  seconds,
  upTo,
  whole,
  yuan,
  yuanWithCents,
} from './fields'

const MediaInfo = objectOf({
  // The row says both string and 数组最大长度 10.
  primary_img: optional(oneOrUpTo10(string())),
  imgs: optional(upTo(10, objectOf({ img_url: optional(bytes(1, 2048)) }))),
})
/** The row `media_info`. */
const mediaInfo = oneOrUpTo10(MediaInfo)

/** The row `product`: for which goods. */
const Product = objectOf({
  is_all: optional(boolean()),
  sku_ids: optional(array(bytes(0, 2048))),
  spu_ids: optional(array(bytes(0, 2048))),
})

const GiftInfo = objectOf({
  external_sku_id: optional(string()),
  sku_name_chinese: optional(string()),
  goods_num: optional(string()),
})
/** The row `gift_info`. */
const giftInfo = upTo(10, GiftInfo)

/** The row `user`: for whom. */
const User = objectOf({ all_users: optional(boolean()) })

const storeFields = objectOf({
  external_store_id: optional(bytes(1, 100)),
  store_name: optional(bytes(1, 100)),
})
type StoreFields = InferOutput<typeof storeFields>
/** The row `store`: where. A shop has its id and its name, or neither. */
const Store = objectOf({
  all_stores: optional(boolean()),
  store_info: optional(
    array(
      pipe(
        storeFields,
        needs<StoreFields>('external_store_id', 'store_name'),
        needs<StoreFields>('store_name', 'external_store_id'),
      ),
    ),
  ),
})

/** The row `seller_info`, for platforms. */
const SellerInfo = objectOf({ seller_id: optional(string()) })

/** One place of the row `release_location`. */
const ReleaseLocation = objectOf({
  country_code: optional(bytes(1, 64)),
  country_name: optional(bytes(1, 64)),
  province_code: optional(whole),
  province_name: optional(bytes(1, 64)),
  city_code: optional(whole),
  city_name: optional(bytes(1, 64)),
  district_code: optional(whole),
  district_name: optional(bytes(1, 64)),
  release_location_status: optional(oneOf(1, 2)),
})

const targets = objectOf({
  url_miniprogram: optional(bytes(1, 100)),
  miniprogram_appid: optional(bytes(1, 100)),
  miniprogram_username: optional(bytes(1, 100)),
  url_miniprogram_qq: optional(bytes(1, 100)),
  miniprogram_appid_qq: optional(bytes(1, 100)),
  url_h5: optional(bytes(1, 100)),
})
type Targets = InferOutput<typeof targets>

/** A WeChat landing page takes its three fields together, a QQ one its two; each field calls for the next of its group. */
const TargetUrl = pipe(
  targets,
  needs<Targets>('url_miniprogram', 'miniprogram_appid'),
  needs<Targets>('miniprogram_appid', 'miniprogram_username'),
  needs<Targets>('miniprogram_username', 'url_miniprogram'),
  needs<Targets>('url_miniprogram_qq', 'miniprogram_appid_qq'),
  needs<Targets>('miniprogram_appid_qq', 'url_miniprogram_qq'),
)

const CustomTag = objectOf({
  tag_name: optional(bytes(0, 2048)),
  tag_value: optional(array(bytes(0, 2048))),
})
const TagInfo = objectOf({ custom_tag: optional(upTo(50, CustomTag)) })
/** The row `tag_info`. */
const tagInfo = oneOrUpTo10(TagInfo)

/** Required for CPS business, which is what giving it says: so both of its fields are. */
const ThirdPromotionInfo = objectOf({
  commission_rate: percent,
  promote_status: oneOf(0, 1),
})

/** Every row of the vendor's table, in its order. An absent optional field takes the vendor's default. */
export const couponFields = objectOf({
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
  inOrder<Fields>('start_time', 'end_time'),
  inOrder<Fields>('show_start_time', 'show_end_time'),
  needs<Fields>('coupon_sub_type', 'amount_coupon', 1),
  needs<Fields>('coupon_sub_type', 'discount_coupon', 2),
)
export type Coupon = InferOutput<typeof Coupon>

import {
  array,
  boolean,
  type InferOutput,
  lazy,
  maxLength,
  optional,
  pipe,
  string,
  type GenericSchema,
} from 'valibot'
import { needs } from './needs'
import { bytes, oneOf, percent, whole } from './fields'
import { fieldsOf } from './fields-of'

const upTo = <T extends GenericSchema>(max: number, item: T) =>
  pipe(array(item), maxLength(max, `at most ${max} items`))

/** The table says "object, 最大长度 10": one object, or as it may also be read, an array of up to 10. */
const oneOrUpTo10 = (schema: GenericSchema) =>
  lazy((input) => (Array.isArray(input) ? upTo(10, schema) : schema))

const MediaInfo = fieldsOf({
  primary_img: optional(string()),
  imgs: optional(upTo(10, fieldsOf({ img_url: optional(bytes(1, 2048)) }))),
})
/** The row `media_info`. */
export const mediaInfo = oneOrUpTo10(MediaInfo)

/** The row `product`: for which goods. */
export const Product = fieldsOf({
  is_all: optional(boolean()),
  sku_ids: optional(array(bytes(0, 2048))),
  spu_ids: optional(array(bytes(0, 2048))),
})

const GiftInfo = fieldsOf({
  external_sku_id: optional(string()),
  sku_name_chinese: optional(string()),
  goods_num: optional(string()),
})
/** The row `gift_info`. */
export const giftInfo = upTo(10, GiftInfo)

/** The row `user`: for whom. */
export const User = fieldsOf({ all_users: optional(boolean()) })

const storeFields = fieldsOf({
  external_store_id: optional(bytes(1, 100)),
  store_name: optional(bytes(1, 100)),
})
type StoreFields = InferOutput<typeof storeFields>
/** The row `store`: where. A shop has its id and its name, or neither. */
export const Store = fieldsOf({
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
export const SellerInfo = fieldsOf({ seller_id: optional(string()) })

/** One place of the row `release_location`. */
export const ReleaseLocation = fieldsOf({
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

const targets = fieldsOf({
  url_miniprogram: optional(bytes(1, 100)),
  miniprogram_appid: optional(bytes(1, 100)),
  miniprogram_username: optional(bytes(1, 100)),
  url_miniprogram_qq: optional(bytes(1, 100)),
  miniprogram_appid_qq: optional(bytes(1, 100)),
  url_h5: optional(bytes(1, 100)),
})
type Targets = InferOutput<typeof targets>

/** A WeChat landing page takes its three fields together, a QQ one its two; each field calls for the next of its group. */
export const TargetUrl = pipe(
  targets,
  needs<Targets>('url_miniprogram', 'miniprogram_appid'),
  needs<Targets>('miniprogram_appid', 'miniprogram_username'),
  needs<Targets>('miniprogram_username', 'url_miniprogram'),
  needs<Targets>('url_miniprogram_qq', 'miniprogram_appid_qq'),
  needs<Targets>('miniprogram_appid_qq', 'url_miniprogram_qq'),
)

const CustomTag = fieldsOf({
  tag_name: optional(bytes(0, 2048)),
  tag_value: optional(array(bytes(0, 2048))),
})
const TagInfo = fieldsOf({ custom_tag: optional(upTo(50, CustomTag)) })
/** The row `tag_info`. */
export const tagInfo = oneOrUpTo10(TagInfo)

/** Required for CPS business, which is what giving it says: so both of its fields are. */
export const ThirdPromotionInfo = fieldsOf({
  commission_rate: percent,
  promote_status: oneOf(0, 1),
})

import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019'

// Written from the vendor's table by hand, sharing nothing with the check that it judges.
const ajv = new Ajv2019({ strict: true, strictTypes: false })
ajv.addKeyword({
  keyword: 'bytes',
  type: 'string',
  schemaType: 'array',
  validate: ([min, max]: [number, number], text: string) => {
    const { length } = new TextEncoder().encode(text)
    return min <= length && length <= max
  },
})
// Read from the digits: `multipleOf` divides, and calls 5e-324 a multiple of 0.01. From 1e21 on a number is whole.
ajv.addKeyword({
  keyword: 'decimals',
  type: 'number',
  schemaType: 'number',
  validate: (most: number, value: number) => {
    const digits = String(value)
    return digits.includes('e') ? value >= 1 : (digits.split('.')[1] ?? '').length <= most
  },
})

const text = { type: 'string' }
const short = { type: 'string', bytes: [1, 64] }
const medium = { type: 'string', bytes: [1, 100] }
const long = { type: 'string', bytes: [1, 2048] }
const longOrEmpty = { type: 'string', bytes: [0, 2048] }
const flag = { type: 'boolean' }
// As far as a JSON number holds every digit.
const MOST = 2 ** 53 - 1
const whole = { type: 'integer', minimum: -MOST, maximum: MOST }
const count = { type: 'integer', minimum: 0, maximum: MOST }
const yuan = { type: 'number', minimum: 0 }
const cents = { type: 'number', minimum: 0, decimals: 2 }
const percent = { type: 'number', minimum: 0, maximum: 100, decimals: 2 }
const milliseconds = { type: 'string', pattern: '^[0-9]{13}$' }
const seconds = { type: 'string', pattern: '^[0-9]+$' }
const among = (...values: number[]) => ({ type: 'integer', enum: values })
const list = (items: object, maxItems?: number) => ({
  type: 'array',
  items,
  ...(maxItems !== undefined && { maxItems }),
})
const group = (properties: object, rules: object = {}) => ({ type: 'object', properties, ...rules })
const oneOrTen = (item: object) => ({ anyOf: [item, list(item, 10)] })
const together = (...fields: string[]) =>
  Object.fromEntries(fields.map((field) => [field, fields.filter((other) => other !== field)]))

const neededBy = (subType: number, field: string) => ({
  anyOf: [
    { properties: { coupon_sub_type: { not: { const: subType } } } },
    { required: [field], properties: { [field]: {} } },
  ],
})

const coupon = {
  type: 'object',
  required: ['external_coupon_id', 'coupon_name', 'coupon_type', 'coupon_sub_type'],
  dependentRequired: together('start_time', 'end_time'),
  allOf: [neededBy(1, 'amount_coupon'), neededBy(2, 'discount_coupon')],
  properties: {
    external_coupon_id: medium,
    brand_name: short,
    brand_logo: long,
    coupon_name: medium,
    promotion_ids: list(medium),
    coupon_type: among(1, 2),
    coupon_sub_type: among(1, 2, 3, 4, 5, 6, 7),
    plan_count: count,
    store_count: whole,
    available_status: among(1, 2),
    stock_status: among(1, 2),
    start_time: milliseconds,
    end_time: milliseconds,
    fixed_valid_time: seconds,
    fixed_valid_start_time: seconds,
    reminder_overdue: among(1, 2),
    short_description: short,
    rule_description: { type: 'string', bytes: [1, 1000] },
    added_status: among(1, 2),
    amount_coupon: cents,
    amount_original: yuan,
    discount_coupon: percent,
    price_coupon: cents,
    amount_minimum: yuan,
    max_discount_amount: yuan,
    number_minimum: count,
    release_status: among(1, 2, 3),
    max_coupon_number_per_user: count,
    max_coupon_number_per_user_daily: count,
    max_amount_by_day: yuan,
    max_coupons_by_day: count,
    natural_person_limit: flag,
    media_info: oneOrTen(
      group({ primary_img: oneOrTen(text), imgs: list(group({ img_url: long }), 10) }),
    ),
    product: group({ is_all: flag, sku_ids: list(longOrEmpty), spu_ids: list(longOrEmpty) }),
    gift_info: list(group({ external_sku_id: text, sku_name_chinese: text, goods_num: text }), 10),
    user: group({ all_users: flag }),
    store: group({
      all_stores: flag,
      store_info: list(
        group(
          { external_store_id: medium, store_name: medium },
          { dependentRequired: together('external_store_id', 'store_name') },
        ),
      ),
    }),
    seller_info: group({ seller_id: text }),
    release_location: list(
      group({
        country_code: short,
        country_name: short,
        province_code: whole,
        province_name: short,
        city_code: whole,
        city_name: short,
        district_code: whole,
        district_name: short,
        release_location_status: among(1, 2),
      }),
    ),
    target_url: group(
      {
        url_miniprogram: medium,
        miniprogram_appid: medium,
        miniprogram_username: medium,
        url_miniprogram_qq: medium,
        miniprogram_appid_qq: medium,
        url_h5: medium,
      },
      {
        dependentRequired: {
          ...together('url_miniprogram', 'miniprogram_appid', 'miniprogram_username'),
          ...together('url_miniprogram_qq', 'miniprogram_appid_qq'),
        },
      },
    ),
    url_list: text,
    show_start_time: milliseconds,
    show_end_time: milliseconds,
    tag_info: oneOrTen(
      group({
        custom_tag: list(group({ tag_name: longOrEmpty, tag_value: list(longOrEmpty) }), 50),
      }),
    ),
    third_promotion_info: group(
      { commission_rate: percent, promote_status: among(0, 1) },
      { required: ['commission_rate', 'promote_status'] },
    ),
    is_deleted: among(0, 1),
  },
}

/** An independent reading of the same table, as JSON Schema. */
export const tableAccepts: ValidateFunction = ajv.compile(coupon)

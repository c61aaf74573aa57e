import { optional, picklist, string } from 'valibot'
import { listed } from './listed'
import { reviewed } from './reviewed'
import { unsignedInt } from './unsigned-int'
import { upToBytes } from './up-to-bytes'

// The table says string(24), which _ACHIEVEMEN (so spelled) exceeds: the values are the rule, and "" clears.
const nameType = picklist([
  'FIELD_NAME_TYPE_LEVEL',
  'FIELD_NAME_TYPE_COUPON',
  'FIELD_NAME_TYPE_STAMP',
  'FIELD_NAME_TYPE_DISCOUNT',
  'FIELD_NAME_TYPE_ACHIEVEMEN',
  'FIELD_NAME_TYPE_MILEAGE',
  '',
])
const customField = optional(
  listed({ name_type: optional(nameType), url: optional(upToBytes(128)) }, 'a custom_field'),
)
const customCell = optional(
  listed(
    { name: optional(string()), tips: optional(string()), url: optional(upToBytes(128)) },
    'custom_cell1',
  ),
)
const longText = reviewed(upToBytes(3072))
const moment = optional(unsignedInt('seconds since 1970'))
const link = optional(upToBytes(128))

/**
 * What each of the ten card types may change outside `base_info`; the five coupons have no field of their own.
 * Source: WeChat 管理卡券, 不同类型卡券专属字段修改.
 */
export const specialFields = {
  groupon: {},
  cash: {},
  discount: {},
  gift: {},
  general_coupon: {},
  member_card: {
    bonus_cleared: longText,
    bonus_rules: longText,
    balance_rules: longText,
    prerogative: longText,
    custom_field1: customField,
    custom_field2: customField,
    custom_field3: customField,
    custom_cell1: customCell,
  },
  movie_ticket: { detail: longText },
  boarding_pass: {
    departure_time: moment,
    landing_time: moment,
    boarding_time: moment,
    gate: optional(upToBytes(12)),
  },
  meeting_ticket: { map_url: link },
  scenic_ticket: { guide_url: link },
}
/** The ten card types, as a request names them. */
export type CardType = keyof typeof specialFields

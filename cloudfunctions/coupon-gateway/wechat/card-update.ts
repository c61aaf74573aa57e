import {
  boolean,
  check,
  type InferOutput,
  literal,
  type ObjectEntries,
  optional,
  picklist,
  pipe,
  record,
  string,
  unknown,
  variant,
} from 'valibot'
import {
  cardId,
  DateInfo,
  strictFields,
  locationIds,
  requiresReview,
  unsignedInt,
  upToBytes,
} from './card-fields'

/** WeChat's palette: the names that an update takes, and the values that card/get answers for them. */
export const COLOURS: Readonly<Record<string, string>> = {
  Color010: '#63b359',
  Color020: '#2c9f67',
  Color030: '#509fc9',
  Color040: '#5885cf',
  Color050: '#9062c0',
  Color060: '#d09a45',
  Color070: '#e4b138',
  Color080: '#ee903c',
  Color081: '#f08500',
  Color082: '#a9d92d',
  Color090: '#dd6549',
  Color100: '#cc463d',
  Color101: '#cf3e36',
  Color102: '#5E6671',
}
// The table's string(3072) says only how they are stored.
const colour = picklist(Object.keys(COLOURS))

// The table says string(16), which its own values exceed (CODE_TYPE_BARCODE has 17): the values are the rule.
const codeType = picklist([
  'CODE_TYPE_TEXT',
  'CODE_TYPE_BARCODE',
  'CODE_TYPE_QRCODE',
  'CODE_TYPE_ONLY_QRCODE',
  'CODE_TYPE_ONLY_BARCODE',
])

/**
 * The table's rows inside `base_info`, the same for all card types; `requiresReview` is its column 是否提审.
 * Source: WeChat 管理卡券, 更改卡券信息, base_info.
 */
export const BaseInfo = strictFields(
  {
    logo_url: requiresReview(upToBytes(128)),
    notice: requiresReview(upToBytes(48)),
    description: requiresReview(upToBytes(3072)),
    color: requiresReview(colour),
    service_phone: optional(upToBytes(24)),
    location_id_list: optional(locationIds),
    center_title: optional(upToBytes(18)),
    center_sub_title: optional(upToBytes(24)),
    center_url: optional(upToBytes(128)),
    custom_url_name: optional(upToBytes(16)),
    custom_url: optional(upToBytes(128)),
    custom_url_sub_title: optional(upToBytes(18)),
    promotion_url_name: optional(upToBytes(16)),
    promotion_url: optional(upToBytes(128)),
    promotion_url_sub_title: optional(upToBytes(18)),
    code_type: optional(codeType),
    get_limit: optional(unsignedInt('a whole number of cards')),
    can_share: optional(boolean()),
    can_give_friend: optional(boolean()),
    date_info: optional(DateInfo),
  },
  'base_info',
)

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
  // A class of information is one of the listed, or has a name of the merchant's own.
  strictFields(
    { name_type: optional(nameType), name: optional(string()), url: optional(upToBytes(128)) },
    'a custom_field',
  ),
)
const customCell = optional(
  strictFields(
    { name: optional(string()), tips: optional(string()), url: optional(upToBytes(128)) },
    'custom_cell1',
  ),
)
const longText = requiresReview(upToBytes(3072))
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

const updateOf = <const Type extends CardType, const Special extends ObjectEntries>(
  type: Type,
  special: Special,
) =>
  strictFields(
    {
      card_id: cardId,
      card_type: literal(type),
      base_info: optional(BaseInfo),
      // The card as it is now, from card/get: what is the same there is not sent again.
      current: optional(record(string(), unknown())),
      ...special,
    },
    `an update of a ${type}`,
  )

const NO_CHANGES = new Set(['card_id', 'card_type', 'current'])

/**
 * What the caller gives for one card: the fields to change, and no others. An omitted field stays as it is.
 * Source: WeChat 管理卡券, 更改卡券信息.
 */
export const CardUpdate = pipe(
  variant('card_type', [
    updateOf('groupon', specialFields.groupon),
    updateOf('cash', specialFields.cash),
    updateOf('discount', specialFields.discount),
    updateOf('gift', specialFields.gift),
    updateOf('general_coupon', specialFields.general_coupon),
    updateOf('member_card', specialFields.member_card),
    updateOf('movie_ticket', specialFields.movie_ticket),
    updateOf('boarding_pass', specialFields.boarding_pass),
    updateOf('meeting_ticket', specialFields.meeting_ticket),
    updateOf('scenic_ticket', specialFields.scenic_ticket),
  ]),
  check(
    ({ base_info: base = {}, ...update }) =>
      Object.keys(base).length > 0 || Object.keys(update).some((key) => !NO_CHANGES.has(key)),
    'at least one field to change',
  ),
)
export type CardUpdate = InferOutput<typeof CardUpdate>

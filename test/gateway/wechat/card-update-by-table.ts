import Ajv, { type AnySchemaObject } from 'ajv'

// The vendor's table once more, as JSON Schema, written from the document and apart from the gateway's schemas.
const text = (maxBytes: number): AnySchemaObject => ({ type: 'string', maxBytes })
const object = (properties: Record<string, AnySchemaObject>): AnySchemaObject => ({
  type: 'object',
  properties,
  additionalProperties: false,
})
const seconds = { type: 'integer', minimum: 0, maximum: 4_294_967_295 }
const bool = { type: 'boolean' }

const baseInfo = object({
  logo_url: text(128),
  notice: text(48),
  description: text(3072),
  color: {
    enum: '010 020 030 040 050 060 070 080 081 082 090 100 101 102'
      .split(' ')
      .map((code) => `Color${code}`),
  },
  service_phone: text(24),
  location_id_list: {
    oneOf: [
      { ...text(3072), pattern: '^(0|0*[1-9][0-9]{0,14}(,0*[1-9][0-9]{0,14})*)$' },
      { type: 'array', minItems: 1, items: { type: 'integer', minimum: 1 } },
    ],
  },
  center_title: text(18),
  center_sub_title: text(24),
  center_url: text(128),
  custom_url_name: text(16),
  custom_url: text(128),
  custom_url_sub_title: text(18),
  promotion_url_name: text(16),
  promotion_url: text(128),
  promotion_url_sub_title: text(18),
  code_type: {
    enum: ['TEXT', 'BARCODE', 'QRCODE', 'ONLY_QRCODE', 'ONLY_BARCODE'].map(
      (code) => `CODE_TYPE_${code}`,
    ),
  },
  get_limit: seconds,
  can_share: bool,
  can_give_friend: bool,
})

const names = ['LEVEL', 'COUPON', 'STAMP', 'DISCOUNT', 'ACHIEVEMEN', 'MILEAGE']
const customField = object({
  name_type: { enum: ['', ...names.map((name) => `FIELD_NAME_TYPE_${name}`)] },
  url: text(128),
})
const long = text(3072)

const special: Record<string, Record<string, AnySchemaObject>> = {
  groupon: {},
  cash: {},
  discount: {},
  gift: {},
  general_coupon: {},
  member_card: {
    bonus_cleared: long,
    bonus_rules: long,
    balance_rules: long,
    prerogative: long,
    custom_field1: customField,
    custom_field2: customField,
    custom_field3: customField,
  },
  movie_ticket: { detail: long },
  boarding_pass: {
    departure_time: seconds,
    landing_time: seconds,
    boarding_time: seconds,
    gate: text(12),
  },
  meeting_ticket: { map_url: text(128) },
  scenic_ticket: { guide_url: text(128) },
}

const ajv = new Ajv({ strict: false })
ajv.addKeyword({
  keyword: 'maxBytes',
  type: 'string',
  validate: (limit: number, value: string) => new TextEncoder().encode(value).length <= limit,
})
const judges = new Map(
  Object.entries(special).map(([type, rows]) => [
    type,
    ajv.compile({
      ...object({
        card_id: { ...text(32), minLength: 1 },
        card_type: { const: type },
        base_info: baseInfo,
        ...rows,
      }),
      required: ['card_id', 'card_type'],
      anyOf: [
        { properties: { base_info: { minProperties: 1 } }, required: ['base_info'] },
        ...Object.keys(rows).map((row) => ({ required: [row] })),
      ],
    }),
  ]),
)

/** Whether the table allows this update; `date_info` and `custom_cell1` are left to tests of their own. */
export const isAllowedByTable = (update: { readonly card_type: string }): boolean =>
  judges.get(update.card_type)?.(update) === true

import { planUpdate } from '../../../cloudfunctions/coupon-gateway/wechat/plan-update'

const CARD = 'ph_gmt7cUVrlRk8swPwx7aDyF-pg'
const SECONDS = 1_472_724_261

// 3 bytes each: the limits count bytes, so a text of n characters has 3n bytes.
const han = (bytes: number): string => '券'.repeat(bytes / 3) + 'x'.repeat(bytes % 3)

type Row = [field: string, good: unknown, bad: unknown]
const bytes = (field: string, limit: number): Row => [field, han(limit), `${han(limit)}x`]

const BASE_INFO: Row[] = [
  bytes('logo_url', 128),
  bytes('notice', 48),
  bytes('description', 3072),
  ['color', 'Color102', 'Color011'],
  bytes('service_phone', 24),
  ['location_id_list', '1234,2314', '1234;2314'],
  bytes('center_title', 18),
  bytes('center_sub_title', 24),
  bytes('center_url', 128),
  bytes('custom_url_name', 16),
  bytes('custom_url', 128),
  bytes('custom_url_sub_title', 18),
  bytes('promotion_url_name', 16),
  bytes('promotion_url', 128),
  bytes('promotion_url_sub_title', 18),
  ['code_type', 'CODE_TYPE_ONLY_BARCODE', 'CODE_TYPE_NONE'],
  ['get_limit', 1, '1'],
  ['can_share', false, 'false'],
  ['can_give_friend', true, 1],
]

const DATE_INFO: Row[] = [
  ['type', 'DATE_TYPE_FIX_TIME_RANGE', 'DATE_TYPE_FIX_TERM'],
  ['begin_timestamp', SECONDS - 1, (SECONDS - 1) * 1000],
  ['end_timestamp', SECONDS + 1, `${SECONDS + 1}`],
]

const SPECIAL: [type: string, ...Row][] = [
  ['member_card', ...bytes('bonus_cleared', 3072)],
  ['member_card', ...bytes('bonus_rules', 3072)],
  ['member_card', ...bytes('balance_rules', 3072)],
  ['member_card', ...bytes('prerogative', 3072)],
  [
    'member_card',
    'custom_cell1',
    { name: '使用入口2', tips: '激活后显示', url: 'x' },
    { color: 'x' },
  ],
  ['movie_ticket', ...bytes('detail', 3072)],
  ['boarding_pass', 'departure_time', 1_431_271_351, 1_431_271_351_000],
  ['boarding_pass', 'landing_time', 1_441_271_351, '1441271351'],
  ['boarding_pass', 'boarding_time', 1_431_271_351, -1],
  ['boarding_pass', ...bytes('gate', 12)],
  ['scenic_ticket', ...bytes('guide_url', 128)],
  ['meeting_ticket', ...bytes('map_url', 128)],
]

const CUSTOM_FIELD: Row[] = [
  ['name_type', 'FIELD_NAME_TYPE_ACHIEVEMEN', 'FIELD_NAME_TYPE_ACHIEVEMENT'],
  bytes('url', 128),
]

const TYPES = [
  'groupon',
  'cash',
  'discount',
  'gift',
  'general_coupon',
  'member_card',
  'movie_ticket',
  'boarding_pass',
  'meeting_ticket',
  'scenic_ticket',
]

const issuesOf = (card_type: string, fields: object): unknown => {
  const plan = planUpdate({ card_id: CARD, card_type, ...fields })
  return plan.kind === 'invalid' ? plan.issues.map(({ path }) => path) : plan.value.body
}

describe('the rows of base_info', () => {
  test.each(BASE_INFO)('%s is sent as it is given', (field, good) => {
    const base_info = { [field]: good }
    expect(issuesOf('cash', { base_info })).toEqual({ card_id: CARD, cash: { base_info } })
  })

  test.each(BASE_INFO)('%s is refused when it breaks its row', (field, _good, bad) => {
    expect(issuesOf('cash', { base_info: { [field]: bad } })).toEqual([`base_info.${field}`])
  })

  test.each(DATE_INFO)(
    'date_info.%s is sent, and refused when it breaks its row',
    (field, good, bad) => {
      const type = 'DATE_TYPE_FIX_TIME_RANGE'
      const given = (value: unknown) => ({
        base_info: {
          date_info: { type, begin_timestamp: 1, end_timestamp: SECONDS, [field]: value },
        },
      })
      expect(issuesOf('gift', given(good))).toEqual({ card_id: CARD, gift: given(good) })
      expect(issuesOf('gift', given(bad))).toContain(`base_info.date_info.${field}`)
    },
  )
})

describe('the rows outside base_info', () => {
  test.each(SPECIAL)('%s may change its %s', (type, field, good) => {
    expect(issuesOf(type, { [field]: good })).toEqual({ card_id: CARD, [type]: { [field]: good } })
  })

  test.each(SPECIAL)('%s is refused when its %s breaks its row', (type, field, _good, bad) => {
    expect(issuesOf(type, { [field]: bad })).toContainEqual(expect.stringMatching(`^${field}`))
  })

  test.each(SPECIAL)('only %s has %s', (owner, field, good) => {
    const others = TYPES.filter((type) => type !== owner)
    for (const type of others) expect(issuesOf(type, { [field]: good })).toEqual([field])
  })

  const cases = ['custom_field1', 'custom_field2', 'custom_field3'].flatMap((field) =>
    CUSTOM_FIELD.map((row): [string, ...Row] => [field, ...row]),
  )
  test.each(cases)('%s.%s is sent, and refused when it breaks its row', (field, key, good, bad) => {
    const given = (value: unknown) => ({ [field]: { [key]: value } })
    expect(issuesOf('member_card', given(good))).toEqual({
      card_id: CARD,
      member_card: given(good),
    })
    expect(issuesOf('member_card', given(bad))).toEqual([`${field}.${key}`])
  })
})

describe('an update', () => {
  test.each(TYPES)(
    'of a %s goes under the name of its type, however the type is written',
    (type) => {
      const fields = { base_info: { get_limit: 2 } }
      expect(issuesOf(type, fields)).toEqual({ card_id: CARD, [type]: fields })
      expect(issuesOf(type.toUpperCase(), fields)).toEqual({ card_id: CARD, [type]: fields })
    },
  )

  test('of any other type is refused, and the types are named', () => {
    const plan = planUpdate({
      card_id: CARD,
      card_type: 'GENERAL_CARD',
      base_info: { get_limit: 2 },
    })
    expect(plan).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'card_type', received: '"GENERAL_CARD"' }],
    })
    expect(JSON.stringify(plan)).toContain('boarding_pass')
  })

  test.each([undefined, '', 7, 'x'.repeat(33)])(
    'without a proper card_id (%p) is refused',
    (card_id) => {
      const plan = planUpdate({ card_id, card_type: 'cash', base_info: { get_limit: 2 } })
      expect(plan).toMatchObject({ kind: 'invalid', issues: [{ path: 'card_id' }] })
    },
  )

  test('that changes nothing is refused', () => {
    expect(issuesOf('cash', {})).toEqual([''])
    expect(issuesOf('cash', { base_info: {} })).toEqual([''])
  })

  test.each([null, undefined, 'text', 7, []])('that is no object (%p) is refused', (input) => {
    expect(planUpdate(input).kind).toBe('invalid')
  })

  test('with a field that cannot be changed says so and names those that can', () => {
    const plan = planUpdate({
      card_id: CARD,
      card_type: 'cash',
      base_info: { brand_name: '微信餐厅' },
    })
    expect(plan).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'base_info.brand_name', received: '"微信餐厅"' }],
    })
    expect(JSON.stringify(plan)).toContain('promotion_url_sub_title')
  })

  test('cannot smuggle a field in through a prototype', () => {
    const input: unknown = JSON.parse(
      `{"card_id":"${CARD}","card_type":"cash","base_info":{"get_limit":1,"__proto__":{"sku":1}}}`,
    )
    expect(JSON.stringify(planUpdate(input))).not.toContain('"sku"')
  })
})

const shops = (location_id_list: unknown) => ({ base_info: { location_id_list } })
const manyShops = (count: number) => shops(Array(count).fill('123456789').join())

describe('clearing', () => {
  const cleared = [...BASE_INFO, ...SPECIAL.map(([, ...row]) => row)].filter(
    ([field, good]) =>
      typeof good === 'string' && !/^(color|code_type|location_id_list)$/.test(field),
  )
  test.each(cleared)('%s is cleared with ""', (field) => {
    const [owner] = SPECIAL.find(([, name]) => name === field) ?? []
    const fields = owner === undefined ? { base_info: { [field]: '' } } : { [field]: '' }
    const type = owner ?? 'cash'
    expect(issuesOf(type, fields)).toEqual({ card_id: CARD, [type]: fields })
  })

  test('the shops are cleared with "0", and not with "" or an empty list', () => {
    expect(issuesOf('cash', shops('0'))).toEqual({ card_id: CARD, cash: shops('0') })
    expect(issuesOf('cash', shops(''))).toEqual(['base_info.location_id_list'])
    expect(issuesOf('cash', shops([]))).toEqual(['base_info.location_id_list'])
  })

  test('a list of shops may be longer than one id, but not than 3072 bytes', () => {
    expect(issuesOf('cash', manyShops(307))).toEqual({ card_id: CARD, cash: manyShops(307) })
    expect(issuesOf('cash', manyShops(308))).toEqual(['base_info.location_id_list'])
  })
})

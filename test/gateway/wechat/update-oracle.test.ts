import * as fc from 'fast-check'
import { planUpdate } from '../../../cloudfunctions/coupon-gateway/wechat/plan-update'
import { isAllowedByTable } from './card-update-by-table'

// Values at and around every limit of the table, and of every wrong kind.
const texts = fc
  .tuple(
    fc.constantFrom(0, 1, 1, 1, 12, 16, 18, 24, 32, 48, 128, 3072),
    fc.constantFrom(-1, 0, 1),
    fc.boolean(),
  )
  .map(([limit, more, han]) => {
    const bytes = Math.max(0, limit + more)
    return han ? '券'.repeat(bytes / 3) + 'x'.repeat(bytes % 3) : 'x'.repeat(bytes)
  })
const ids = fc.constantFrom<unknown>(
  '0',
  '1,2',
  '1,,2',
  '1, 2',
  '0,1',
  '-1',
  [],
  [0],
  [1],
  [1.5],
  ['1'],
)
const words = fc.constantFrom(
  'Color010',
  'Color103',
  'Color082',
  'CODE_TYPE_TEXT',
  'CODE_TYPE_NONE',
  'FIELD_NAME_TYPE_STAMP',
)
const numbers = fc.constantFrom<unknown>(0, 1, -1, 1.5, 4_294_967_295, 4_294_967_296, NaN)
const bools = fc.boolean()
const anything = fc.oneof(texts, ids, words, numbers, bools, fc.constant(null))

const TEXTS =
  `logo_url notice description service_phone center_title center_sub_title center_url custom_url_name
  custom_url custom_url_sub_title promotion_url_name promotion_url promotion_url_sub_title`.split(
    /\s+/,
  )
const KINDS: [fc.Arbitrary<unknown>, string[]][] = [
  [words, ['color', 'code_type']],
  [ids, ['location_id_list']],
  [numbers, ['get_limit', 'departure_time', 'landing_time', 'boarding_time']],
  [bools, ['can_share', 'can_give_friend']],
]
const BASE = [
  ...TEXTS,
  'color',
  'code_type',
  'location_id_list',
  'get_limit',
  'can_share',
  'can_give_friend',
  'sku',
]
const OWN: Record<string, string[]> = {
  groupon: [],
  cash: [],
  discount: [],
  gift: [],
  general_coupon: [],
  member_card: ['bonus_cleared', 'bonus_rules', 'balance_rules', 'prerogative'],
  movie_ticket: ['detail'],
  boarding_pass: ['departure_time', 'landing_time', 'boarding_time', 'gate'],
  meeting_ticket: ['map_url'],
  scenic_ticket: ['guide_url'],
}

// Mostly of the right kind, so that what decides is the limit; sometimes anything.
const rowOf = (names: string[]) =>
  fc.constantFrom(...names).chain((name) => {
    const [kind = texts] = KINDS.find(([, of]) => of.includes(name)) ?? []
    const value = fc.oneof({ weight: 6, arbitrary: kind }, { weight: 1, arbitrary: anything })
    return value.map((given) => ({ [name]: given }))
  })
const someOf = (names: string[]) =>
  fc.array(rowOf(names), { maxLength: 2 }).map((rows): object => Object.assign({}, ...rows))

const mostly = <T>(arbitrary: fc.Arbitrary<T>, sometimes: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary }, sometimes)

const nothing = fc.constant<object>({})
const anyones = someOf(Object.values(OWN).flat())
const customField = fc
  .record(
    { name_type: mostly(fc.constant('FIELD_NAME_TYPE_STAMP'), words), url: texts },
    { requiredKeys: [] },
  )
  .map((custom_field1): object => ({ custom_field1 }))
const baseInfo = someOf(BASE).map((base_info): object => ({ base_info }))
const card = mostly(fc.constant('ph_gmt7cUVrlRk8swPwx7aDyF-pg'), texts)

const updates = fc.constantFrom(...Object.keys(OWN)).chain((card_type) => {
  const own = OWN[card_type] ?? []
  const special = mostly(own.length > 0 ? someOf(own) : nothing, anyones)
  const custom =
    card_type === 'member_card' ? fc.oneof(nothing, customField) : mostly(nothing, customField)
  return fc
    .tuple(card, fc.oneof(nothing, baseInfo), special, custom)
    .map(([card_id, ...parts]) => ({ card_id, card_type, ...Object.assign({}, ...parts) }))
})

test('an update is planned if and only if the table allows it', () => {
  const seen = { allowed: 0, refused: 0 }
  fc.assert(
    fc.property(updates, (update) => {
      const allowed = isAllowedByTable(update)
      seen[allowed ? 'allowed' : 'refused']++
      expect(planUpdate(update).kind).toBe(allowed ? 'done' : 'invalid')
    }),
    { numRuns: 4000 },
  )
  // Both sides must have been tried, or the property says nothing.
  expect(seen.allowed).toBeGreaterThan(400)
  expect(seen.refused).toBeGreaterThan(1000)
})

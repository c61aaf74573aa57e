import { check, type Issue, type Schema } from '../plugin/event/schema'
import { consumeCouponSchema, datanexusSchemas } from '../plugin/event/tables'
import type { Edition, SeenEvent } from './contracts'

interface Rule {
  readonly path: string
  readonly expected: string
  readonly test: (value: string) => boolean
}

// Seed 000: `?app_id=APPID&timestamp=TIMESTAMP&nonce=NONCE`, and the vendor's report page on each of them.
const QUERY_RULES: readonly Rule[] = [
  { path: 'app_id', expected: 'a non-empty string', test: (value) => value !== '' },
  { path: 'timestamp', expected: '10 digits: seconds', test: (value) => /^\d{10}$/.test(value) },
  { path: 'nonce', expected: '1 to 32 characters', test: (value) => /^.{1,32}$/.test(value) },
]

/** What is wrong with the address of a report. */
export const queryIssues = (query: Readonly<Record<string, string>>): Issue[] =>
  QUERY_RULES.filter(({ path, test }) => !test(query[path] ?? '')).map(({ path, expected }) => ({
    path,
    expected,
    received: query[path] === undefined ? 'nothing' : JSON.stringify(query[path]),
    severity: 'error',
  }))

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/**
 * Which table an event means to follow: only the older one has an `action_type`, only the newer one names its coupon and
 * has other types of events. What follows neither is checked against the older.
 */
const editionOf = (event: unknown): Edition => {
  const type = fieldOf(event, 'type')
  const props = fieldOf(event, 'props')
  if (typeof type !== 'string' || !Object.hasOwn(datanexusSchemas, type)) return 'youshu'
  if (type !== 'consume_coupon') return 'datanexus'
  const isNamed = fieldOf(fieldOf(props, 'coupon'), 'coupon_name') !== undefined
  return isNamed && fieldOf(props, 'action_type') === undefined ? 'datanexus' : 'youshu'
}

const schemaOf = (event: unknown, edition: Edition): Schema<unknown> =>
  edition === 'youshu'
    ? consumeCouponSchema
    : datanexusSchemas[fieldOf(event, 'type') as keyof typeof datanexusSchemas]

/** The batch that an event names: the newer table has a field for it, and there `coupon` is the piece. */
export const batchIdOf = (event: unknown): string | undefined => {
  const props = fieldOf(event, 'props')
  const id =
    editionOf(event) === 'datanexus'
      ? fieldOf(fieldOf(props, 'coupon_batch'), 'coupon_batch_id')
      : fieldOf(fieldOf(props, 'coupon'), 'coupon_id')
  return typeof id === 'string' ? id : undefined
}

/** One event against the vendor's table of its edition, by the plugin's own schema. */
export const checkEvent = (event: unknown): Pick<SeenEvent, 'edition' | 'issues'> => {
  const edition = editionOf(event)
  return { edition, issues: check(schemaOf(event, edition), event) }
}

/** Each event of a body: one object, or an array of them. */
export const checkBody = (body: unknown, stored: ReadonlySet<string>): SeenEvent[] => {
  const before = new Set(stored)
  return (Array.isArray(body) ? body : [body]).map((event: unknown) => {
    const checked = checkEvent(event)
    const id = fieldOf(fieldOf(fieldOf(event, 'props'), 'extra'), 'event_id')
    if (typeof id !== 'string') return { event, duplicate: false, ...checked }
    const duplicate = before.has(id)
    before.add(id)
    return { event, event_id: id, duplicate, ...checked }
  })
}

import { check, type Issue } from '../../plugin/event/schema'
import { consumeCouponSchema } from '../../plugin/event/tables'
import type { SeenEvent } from '../contracts'

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

interface Identified {
  readonly props?: { readonly extra?: { readonly event_id?: unknown } }
}

const idOf = (event: unknown) => {
  const id = (event as Identified | null)?.props?.extra?.event_id
  return typeof id === 'string' ? id : undefined
}

/** Each event of a body (one object, or an array of them), checked by the plugin's own schema of seed 000. */
export const judge = (body: unknown, stored: ReadonlySet<string>): SeenEvent[] => {
  const before = new Set(stored)
  return (Array.isArray(body) ? body : [body]).map((event: unknown) => {
    const issues = check(consumeCouponSchema, event)
    const event_id = idOf(event)
    if (event_id === undefined) return { event, duplicate: false, issues }
    const duplicate = before.has(event_id)
    before.add(event_id)
    return { event, event_id, duplicate, issues }
  })
}

import { type BaseIssue, type GenericSchema, safeParse } from 'valibot'

/** One broken rule. `path` is written as JavaScript would reach it: `coupons[0].coupon_id`. */
export interface Issue {
  readonly path: string
  readonly expected: string
  readonly received: string
}

/**
 * When this many rules are broken, the search ends: a body of millions of wrong items must become neither an
 * answer of gigabytes nor the end of the process.
 */
export const MAX_ISSUES = 1_000

/** A JSON object; an array is none. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// Enough to recognize what one wrote. A body may hold texts and keys of megabytes, which an answer need not repeat.
const MAX_QUOTED = 200

const shorten = (text: string): string =>
  text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)} and more` : text

const show = (value: unknown): string => {
  if (typeof value === 'string')
    return value.length > MAX_QUOTED
      ? `${JSON.stringify(value.slice(0, MAX_QUOTED))} and more`
      : JSON.stringify(value)
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value) return 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}

/** What valibot says by itself names types and values well, and needs no sentence; a rule of ours has its own words. */
const wanted = ({ message, expected }: BaseIssue<unknown>): string =>
  message.startsWith('Invalid ') ? (expected ?? message) : message

const valueAt = (value: unknown, key: unknown): unknown =>
  typeof value === 'object' && value ? Reflect.get(value, String(key)) : undefined

// No table's fields hold as many. Of a longer list the first items are searched for every broken rule.
const MAX_SEARCHED_ITEMS = 1_000

/** A copy whose lists have, all together, about as many items as are searched; every list that has items keeps one. */
const sampleOf = (value: unknown, budget = { left: MAX_SEARCHED_ITEMS }): unknown => {
  if (typeof value !== 'object' || !value) return value
  if (!Array.isArray(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, sampleOf(inner, budget)]),
    )
  const items = value.slice(0, Math.max(1, budget.left))
  budget.left -= items.length
  return items.map((item) => sampleOf(item, budget))
}

/**
 * The rules of the schema that the input breaks, at most `MAX_ISSUES`; none: the input is what the schema says.
 * `given` is what to quote from when the input is a cleaned copy of what the caller wrote.
 */
export const check = (schema: GenericSchema, input: unknown, given: unknown = input): Issue[] => {
  const whole = safeParse(schema, input, { abortEarly: true })
  if (whole.success) return []
  const { issues = whole.issues } = safeParse(schema, sampleOf(input))
  return issues.slice(0, MAX_ISSUES).map((issue) => {
    let path = ''
    let received = given
    let missing = false
    for (const { key, origin } of issue.path ?? []) {
      missing = origin === 'key'
      path += typeof key === 'number' ? `[${key}]` : path ? `.${String(key)}` : String(key)
      received = valueAt(received, key)
    }
    const expected = missing ? 'a value: it is required' : wanted(issue)
    return { path: shorten(path), expected, received: show(received) }
  })
}

/** Broken rules as lines for a person. */
export const formatIssues = (issues: readonly Issue[]): string =>
  issues.map(({ path, expected }) => `  ${path || 'the whole'}: expected ${expected}`).join('\n')

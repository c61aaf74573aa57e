/**
 * One broken rule: where, what the vendor's table wants, and what was there instead.
 * `path` is written as JavaScript would reach it: `coupons[0].coupon_ins_id`.
 * `error`: no event comes of it. `warning`: a value was left out or mended, and the event goes.
 */
export interface Issue {
  readonly path: string
  readonly expected: string
  readonly received: string
  readonly severity: 'error' | 'warning'
}

/** One reading of an input: how it reads, and what it has found so far. */
export interface Reading {
  /** true: as a collector judges. false: what can be understood without guessing is taken. */
  readonly strict: boolean
  readonly issues: Issue[]
  errors: number
}

/** Takes a value at a path, fails on every rule that it breaks, and gives back a copy with the known keys alone. */
export type Schema<T> = (value: unknown, path: string, reading: Reading) => T
export type Output<S> = S extends Schema<infer T> ? T : never

type Fields = Readonly<Record<string, Schema<unknown>>>
type Optional<F, K extends keyof F> = undefined extends Output<F[K]> ? K : never
type Shape<F> = { [K in keyof F as Exclude<K, Optional<F, K>>]: Output<F[K]> } & {
  [K in keyof F as Optional<F, K>]?: Exclude<Output<F[K]>, undefined>
}
/** A rule between the fields of one object. */
interface Rule<F> {
  /** Where it is to be mended. */
  readonly key: keyof F & string
  readonly expected: string
  readonly test: (value: Shape<F>) => boolean
  /** The optional field without which nothing breaks the rule. */
  readonly leaveOut?: keyof F & string
}

/** More than any order has; a list may claim any length, or never end. */
const MAX_ITEMS = 10_000
/** Characters of one value that is given. What has more is a mistake, and its event would push others out of the queue. */
export const MAX_TEXT = 100_000
/** So many mistakes are named: a list that claims any length has as many. */
const MAX_ISSUES = 1_000
/** Enough to find the value by. */
const MAX_RECEIVED = 100

/** What cannot be read: a getter that throws, an object that was revoked. */
const UNREADABLE = Symbol('unreadable')

const show = (value: unknown): string => {
  try {
    const text =
      typeof value === 'string' ? JSON.stringify(value.slice(0, MAX_RECEIVED)) : String(value)
    return (Array.isArray(value) ? 'a list' : text).slice(0, MAX_RECEIVED)
  } catch {
    return 'an object'
  }
}

const record = (
  reading: Reading,
  severity: Issue['severity'],
  path: string,
  expected: string,
  value: unknown,
): void => {
  if (severity === 'error') reading.errors++
  if (reading.issues.length < MAX_ISSUES)
    reading.issues.push({ path, expected, received: show(value), severity })
}

/** Breaks a rule. The value goes back as it is, and a reading with errors has no output. */
export const fail = (reading: Reading, path: string, expected: string, value: unknown): never => {
  record(reading, 'error', path, expected, value)
  return value as never // Not of the schema's type, but a reading with errors has no output.
}

/** A number or a text in an object of its own: `new Number(5)`, a Decimal. A date is neither. */
const unboxed = (value: unknown): unknown => {
  if (typeof value !== 'object' || !value || value instanceof Date) return value
  try {
    const plain: unknown = (value as { valueOf?: () => unknown }).valueOf?.()
    return Object(plain) === plain ? value : plain
  } catch {
    return value
  }
}

/** A single value. `understand`: the same value where it came in another form; nothing may get lost. */
export const is =
  <T>(
    expected: string,
    test: (value: unknown) => boolean,
    understand?: (value: unknown) => unknown,
  ): Schema<T> =>
  (value, path, reading) => {
    if (test(value)) return value as T // That it is one is what was just tested.
    const meant = understand && !reading.strict ? understand(unboxed(value)) : value
    return meant !== value && test(meant) ? (meant as T) : fail(reading, path, expected, value)
  }

/** Half of a surrogate pair, as a cut emoji leaves it: no UTF-8 can hold it. */
const HALF = /[\ud800-\udfff]/u
export const mend = (text: string): string =>
  HALF.test(text) ? text.replace(/[\ud800-\udfff]/gu, '\ufffd') : text

const TEXT = 'a non-empty string'

/**
 * A string that says something: the vendor's required strings may not be `""`. Numbers are understood, as back ends
 * give ids; beyond 2^53 their last digits are lost already.
 */
export const text: Schema<string> = (value, path, reading) => {
  if (typeof value === 'string' && value) {
    if (value.length > MAX_TEXT && !reading.strict)
      return fail(reading, path, `${TEXT} of at most ${MAX_TEXT}`, value)
    const whole = mend(value)
    if (whole !== value) record(reading, reading.strict ? 'error' : 'warning', path, TEXT, whole)
    return whole
  }
  if (reading.strict) return fail(reading, path, TEXT, value)
  const plain = unboxed(value)
  if (typeof plain !== typeof value) return text(plain, path, reading)
  const isNumber = typeof value === 'number'
  if (isNumber ? Math.abs(value) <= 2 ** 53 - 1 : typeof value === 'bigint') return String(value)
  return fail(reading, path, isNumber ? `${TEXT} (large numbers lose digits)` : TEXT, value)
}

/** Milliseconds since 1970, as a number, in its digits, or as a date. */
const MS = /^\d{13}$/
export const milliseconds = is<number>(
  'milliseconds in 13 digits',
  (time) => typeof time === 'number' && MS.test(`${time}`),
  (time) =>
    typeof time === 'bigint' || (typeof time === 'string' && MS.test(time)) || time instanceof Date
      ? Number(time)
      : time,
)

/**
 * Blanks count as absent: an optional value that we do not have is left out, never sent as `""`. One that cannot be
 * understood is left out too, and warned of: it is not worth the event.
 */
export const optional =
  <T>(schema: Schema<T>): Schema<T | undefined> =>
  (value, path, reading) => {
    if (value === undefined || value === null || value === '') return undefined
    const { errors, issues } = reading
    const from = issues.length
    const output = schema(value, path, reading)
    if (reading.strict || reading.errors === errors) return output
    reading.errors = errors
    for (let i = from; i < issues.length; i++) {
      issues[i] = { ...(issues[i] as Issue), severity: 'warning' }
    }
    return undefined
  }

/** What other code has put on Object.prototype; its own type names no keys. */
const EVERYWHERE = Object.prototype as Readonly<Record<string | number, unknown>>
/** A value of an object; what stands on Object.prototype by another's hand is not a value of this one. */
export const read = (value: object, key: string | number): unknown => {
  try {
    const item = (value as Readonly<Record<string | number, unknown>>)[key]
    const isEverywhere = item !== undefined && item === EVERYWHERE[key]
    return isEverywhere && !Object.prototype.hasOwnProperty.call(value, key) ? undefined : item
  } catch {
    return UNREADABLE
  }
}

/**
 * What has a length or iterates, as observable lists of every MobX do, the values of a map, and of an object whose keys
 * are numbers (PHP's lists with gaps); anything else alone is a list of one.
 */
const itemsOf = (value: unknown): unknown[] | undefined => {
  if (typeof value !== 'object' || !value) return typeof value === 'string' ? [value] : undefined
  const items: unknown[] = []
  const length = read(value, 'length')
  if (typeof length === 'number') {
    // One by one: an item that cannot be read costs no other.
    while (items.length < Math.min(length, MAX_ITEMS)) items.push(read(value, items.length))
  } else if (Symbol.iterator in value) {
    const iterable = value instanceof Map ? value.values() : (value as Iterable<unknown>)
    for (const item of iterable) if (items.push(item) === MAX_ITEMS) break
  } else {
    const keys = Object.keys(value)
    const isNumbered = keys.length > 0 && keys.every((key) => /^\d+$/.test(key))
    items.push(...(isNumbered ? Object.values(value) : [value]))
  }
  return items
}

/** What its schema leaves out is no item. */
export const list =
  <T>(schema: Schema<T>): Schema<Exclude<T, undefined>[]> =>
  (value, path, reading) => {
    let items: unknown[] | undefined
    try {
      if (!reading.strict || Array.isArray(value)) items = itemsOf(value)
    } catch {
      // An iterator of the merchant's own that throws.
    }
    if (!items) return fail(reading, path, 'a list', value)
    const known: Exclude<T, undefined>[] = []
    items.forEach((item, i) => {
      const output = schema(item, `${path}[${i}]`, reading)
      if (output !== undefined) known.push(output as Exclude<T, undefined>)
    })
    return known
  }

export const object = <const F extends Fields>(
  fields: F,
  ...rules: Rule<F>[]
): Schema<Shape<F>> => {
  const keys = Object.keys(fields)
  const schemas = Object.values(fields)
  return (value, path, reading) => {
    if (typeof value !== 'object' || !value) return fail(reading, path, 'an object', value)
    const known: Record<string, unknown> = {}
    const before = path && `${path}.`
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string
      const item = (schemas[i] as Schema<unknown>)(read(value, key), before + key, reading)
      if (item !== undefined) known[key] = item
    }
    for (const { key, expected, test, leaveOut } of rules) {
      if (test(known as Shape<F>)) continue
      const isMended = leaveOut && !reading.strict
      record(reading, isMended ? 'warning' : 'error', before + key, expected, known[key])
      if (isMended) delete known[leaveOut]
    }
    return known as Shape<F>
  }
}

export const newReading = (): Reading => ({ strict: false, issues: [], errors: 0 })

/**
 * What the schema understands of the input, and every rule that the input breaks. Where one of them is an error there
 * is no output.
 */
export const parse = <T>(
  schema: Schema<T>,
  input: unknown,
  path = '',
): { output: T | undefined; issues: Issue[] } => {
  const reading = newReading()
  const output = schema(input, path, reading)
  return { output: reading.errors ? undefined : output, issues: reading.issues }
}

/** Every rule that the input breaks, checked as strictly as a collector does; empty: the input is valid. */
export const check = (schema: Schema<unknown>, input: unknown): Issue[] => {
  const reading: Reading = { strict: true, issues: [], errors: 0 }
  schema(input, '', reading)
  return reading.issues
}

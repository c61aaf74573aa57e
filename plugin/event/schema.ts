/**
 * One broken rule: where, what the vendor's table wants, and what was there instead.
 * `path` is written as JavaScript would reach it: `coupons[0].coupon_ins_id`.
 */
export interface Issue {
  readonly path: string
  readonly expected: string
  readonly received: string
}

type Report = (path: string, expected: string, received: unknown) => void

/** Takes a value at a path, reports every rule that it breaks, and gives back a copy with the known keys alone. */
export type Schema<T> = (value: unknown, path: string, report: Report) => T
export type Output<S> = S extends Schema<infer T> ? T : never

type Fields = Readonly<Record<string, Schema<unknown>>>
type Optional<F, K extends keyof F> = undefined extends Output<F[K]> ? K : never
type Shape<F> = { [K in keyof F as Exclude<K, Optional<F, K>>]: Output<F[K]> } & {
  [K in keyof F as Optional<F, K>]?: Exclude<Output<F[K]>, undefined>
}
/** A rule between the fields of one object; its issue is put on `key`, where it is to be mended. */
type Rule<F> = readonly [
  key: keyof F & string,
  expected: string,
  holds: (value: Shape<F>) => boolean,
]

/** A single value. (valibot would cost 1.5 KB of the 7 KB that the whole plugin may weigh; this costs 0.3.) */
export const is =
  <T>(expected: string, test: (value: unknown) => boolean): Schema<T> =>
  (value, path, report) => {
    if (!test(value)) report(path, expected, value)
    return value as T // That it is one is what was just tested.
  }

/** Blanks count as absent: an optional value that we do not have is left out, never sent as `""`. */
export const optional =
  <T>(schema: Schema<T>): Schema<T | undefined> =>
  (value, path, report) =>
    value === undefined || value === null || value === '' ? undefined : schema(value, path, report)

export const list =
  <T>(schema: Schema<T>): Schema<T[]> =>
  (value, path, report) => {
    if (Array.isArray(value)) return value.map((item, i) => schema(item, `${path}[${i}]`, report))
    report(path, 'a list', value)
    return []
  }

export const object =
  <const F extends Fields>(fields: F, ...rules: Rule<F>[]): Schema<Shape<F>> =>
  (value, path, report) => {
    const known: Record<string, unknown> = {}
    const at = (key: string) => (path ? `${path}.${key}` : key)
    if (typeof value !== 'object' || !value) report(path, 'an object', value)
    else {
      for (const key in fields) {
        const item = fields[key]?.((value as Record<string, unknown>)[key], at(key), report)
        if (item !== undefined) known[key] = item
      }
      for (const [key, expected, holds] of rules) {
        if (!holds(known as Shape<F>)) report(at(key), expected, known[key])
      }
    }
    return known as Shape<F>
  }

const show = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? 'a list'
      : String(value)

/** What the schema makes of the input, or every rule that it breaks; with issues, nobody may use the output. */
export const parse = <T>(schema: Schema<T>, input: unknown): { output: T; issues: Issue[] } => {
  const issues: Issue[] = []
  const output = schema(input, '', (path, expected, received) =>
    issues.push({ path, expected, received: show(received) }),
  )
  return { output, issues }
}

/** Every rule of the schema that the input breaks; none: the input is what the schema says. */
export const check = (schema: Schema<unknown>, input: unknown): Issue[] =>
  parse(schema, input).issues

/** A string that says something: the vendor's required strings may not be `""`. */
export const text = is<string>(
  'a non-empty string',
  (value) => typeof value === 'string' && !!value,
)

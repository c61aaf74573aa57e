import { isRecord, type Issue } from '../lib/check'
import { readJson, writeJson } from '../lib/json'
import { decodeText, positionAt, undecoded } from '../lib/text'
import { couponFields } from '../youshu/coupon'
import { placeOf } from '../youshu/coupon-review'
import { schemaPart } from '../youshu/fields'
import { columnName, readCsv } from './csv'

/** One coupon of the file and the line where it stands. */
export interface CouponRow {
  readonly line: number
  readonly coupon: unknown
}

/** The rows, or in one sentence why the file cannot be read. */
export type CouponFile =
  | {
      readonly rows: readonly CouponRow[]
      readonly dataSourceId?: string
      /** The columns of a CSV file, in order, by the fields that they hold. */
      readonly columns?: readonly string[]
      /** Something that should be known about how it was read. */
      readonly note?: string
    }
  | { readonly problem: string }

/** The lines on which the objects of the outermost array begin. */
const linesIn = (text: string): number[] => {
  const found: number[] = []
  const open: string[] = []
  let line = 1
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (char === '\n') line += 1
    if (quoted && char === '\\') at += 1
    else if (char === '"') quoted = !quoted
    else if (!quoted && (char === '{' || char === '[')) {
      if (char === '{' && open.at(-1) === '[' && open.length <= 2) found.push(line)
      open.push(char)
    } else if (!quoted && (char === '}' || char === ']')) open.pop()
  }
  return found
}

const sentence = ({ expected, received }: Issue): string =>
  `expected ${expected}, received ${received}`

/** The vendor's ids are texts; one that was written as a number is the same id. `undefined`: it is none. */
const idOf = (value: unknown): string | undefined => {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** An array of coupons, or the vendor's own body `{"dataSourceId": …, "coupons": […]}`. */
const couponsFromJson = (text: string): CouponFile => {
  const read = readJson(text)
  if ('issue' in read) return { problem: `The file is not JSON: ${sentence(read.issue)}` }
  const { input } = read
  const body = isRecord(input) ? input : { coupons: input }
  const { coupons, dataSourceId: given } = body
  if (!Array.isArray(coupons))
    return { problem: 'The file holds neither an array of coupons nor {"coupons": […]}' }
  const dataSourceId = idOf(given)
  // To another one than it names, the coupons must not go.
  if (given !== undefined && dataSourceId === undefined)
    return { problem: `dataSourceId: expected an id, received ${writeJson(given)}` }
  const at = linesIn(text)
  return {
    rows: coupons.map((coupon: unknown, index) => ({ line: at[index] ?? 0, coupon })),
    ...(dataSourceId !== undefined && { dataSourceId }),
  }
}

const unwrapped = (schema: unknown): unknown => {
  const inner = schemaPart(schema, 'wrapped')
  return inner === undefined ? schema : unwrapped(inner)
}

/** The schema of the field that a column such as `target_url.url_h5` names; nothing for one without a row. */
const schemaAt = (schema: unknown, path: readonly string[]): unknown => {
  const [key, ...rest] = path
  const here = unwrapped(schema)
  if (key === undefined) return here
  const entries = schemaPart(here, 'entries')
  return isRecord(entries) && Object.hasOwn(entries, key) ? schemaAt(entries[key], rest) : undefined
}

const json = (cell: string): unknown => {
  const read = readJson(cell)
  return 'input' in read ? read.input : cell
}

/**
 * A cell as the type that its field has. What does not look like that type stays text, so that the check names it
 * as the operator wrote it. A list of texts is written `P01|P02`, anything deeper as JSON.
 */
const valueOf = (cell: string, schema: unknown): unknown => {
  if (schemaPart(schema, 'entries') !== undefined) return json(cell)
  switch (schemaPart(schema, 'type')) {
    case 'number':
    case 'picklist':
      return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell
    case 'boolean':
      return /^true$/i.test(cell) ? true : /^false$/i.test(cell) ? false : cell
    case 'array':
      if (cell.startsWith('[')) return json(cell)
      return schemaPart(unwrapped(schemaPart(schema, 'item')), 'type') === 'string'
        ? cell.split('|')
        : cell
    case 'lazy':
      return /^[[{]/.test(cell) ? json(cell) : cell
    default:
      return cell
  }
}

/** `target_url.url_h5` puts the value into an object of its own; own keys only, whatever they are called. */
const place = (
  fields: Record<string, unknown>,
  [key = '', ...rest]: readonly string[],
  value: unknown,
) => {
  if (rest.length === 0)
    Object.defineProperty(fields, key, { value, enumerable: true, writable: true })
  else {
    const inner = Object.hasOwn(fields, key) ? fields[key] : {}
    if (isRecord(inner)) place(inner, rest, value)
    Object.defineProperty(fields, key, { value: inner, enumerable: true, writable: true })
  }
}

/** What is wrong with a line of names; nothing: every column is a field, and every field has one column. */
const headProblem = (names: readonly string[], line: number, allowUnknown: boolean): string => {
  const where = (at: number) => `line ${line}, column ${columnName(at)}`
  for (const [at, name] of names.entries()) {
    if (name === '') return `${where(at)}: a column with cells and without a name`
    const twin = names.indexOf(name)
    if (twin < at) return `${where(at)}: "${name}" stands in column ${columnName(twin)} too`
    const outer = names.findIndex((other) => name.startsWith(`${other}.`))
    if (outer >= 0) return `${where(at)}: "${name}" is a part of column ${columnName(outer)}`
    if (allowUnknown || schemaAt(couponFields, name.split('.')) !== undefined) continue
    const home = placeOf(name.split('.').at(-1) ?? '')
    return home
      ? `${where(at)}: "${name}" is not a field: it belongs in ${home}`
      : `${where(at)}: "${name}" is no field of the table (--allow-unknown passes it on)`
  }
  return ''
}

/** One row for each coupon, a line of field names above them. An empty cell is a field that is not there. */
const couponsFromCsv = (text: string, allowUnknown: boolean): CouponFile => {
  const read = readCsv(text)
  if ('problem' in read) return read
  const [head, ...records] = read.records
  if (!head) return { rows: [] }
  // Columns that a spreadsheet kept although nothing is left in them.
  const lastOf = (cells: readonly string[]) =>
    cells.reduce((last, cell, at) => (cell === '' ? last : at), -1)
  const last = Math.max(...read.records.map(({ cells }) => lastOf(cells)))
  const columns = head.cells.slice(0, last + 1)
  const problem = headProblem(columns, head.line, allowUnknown)
  if (problem) return { problem }
  const paths = columns.map((column) => column.split('.'))
  const schemas = paths.map((path) => schemaAt(couponFields, path))
  const rows = records.map(({ line, cells }): CouponRow => {
    const coupon = {}
    for (const [at, path] of paths.entries()) {
      const cell = cells[at] ?? ''
      if (cell !== '') place(coupon, path, valueOf(cell, schemas[at]))
    }
    return { line, coupon }
  })
  // A row of empty cells is what is left of one that was cleared.
  return { rows: rows.filter(({ coupon }) => Object.keys(Object(coupon)).length > 0), columns }
}

/**
 * Reads coupons from JSON (an array, or the vendor's own body) or CSV (one column for each field), in any encoding that
 * people's programs save. A file without a coupon is a problem: it is hardly the one that was meant.
 */
export const readCouponFile = (
  name: string,
  bytes: Uint8Array,
  allowUnknown = false,
): CouponFile => {
  const isJson = /\.json$/i.test(name)
  if (!isJson && !/\.[ct]sv$/i.test(name)) return { problem: 'FILE must end in .json or .csv' }
  const decoded = decodeText(bytes)
  if ('at' in decoded) return { problem: `The file is ${undecoded(decoded)}` }
  const { text, encoding } = decoded
  const lost = text.indexOf('\uFFFD')
  if (lost >= 0) {
    const { line, column } = positionAt(text, lost)
    return {
      problem: `Line ${line}, column ${column}: a character was lost (\uFFFD) when the file was saved`,
    }
  }
  const file = isJson ? couponsFromJson(text) : couponsFromCsv(text, allowUnknown)
  if ('problem' in file) return file
  if (file.rows.length === 0) return { problem: 'The file holds no coupon' }
  if (encoding === 'utf-8') return file
  return { ...file, note: `${name} was read as ${encoding.toUpperCase()}.` }
}

import { type Issue, MAX_ISSUES } from '../lib/check'
import { parseBody, writeJson } from '../lib/json'
import { decodeText, undecoded } from '../lib/text'
import { ORDER_COLUMNS, OrderList } from '../store/order-list'
import type { Reconciliation } from '../store/reconciliation'
import { columnName, readCsv, writeCsv } from './csv'
import { reportRefusal } from './failure'
import { EXIT_DONE, EXIT_UPSTREAM, EXIT_USAGE, type Io } from './io'
import type { StoreClient } from './store-client'
import { table } from './table'

/** As commander gives them. */
export interface ReconcileOptions {
  readonly day: string
  readonly send?: boolean
  readonly map?: readonly string[]
  readonly allowUnknown?: boolean
  readonly edition?: string
  readonly page?: string
  readonly scene?: string
  readonly wxAppId?: string
  readonly appId?: string
  readonly format: 'table' | 'csv' | 'json'
}

type Row = Readonly<Record<string, unknown>>
interface OrderFile {
  /** Each with the line where it stands. */
  readonly rows: readonly { readonly line: number; readonly order: Row }[]
  /** What a JSON file says beside its orders, such as whose they are. */
  readonly own?: Row
}

const mappingOf = (
  pairs: readonly string[],
): Map<string, string> | { readonly problem: string } => {
  const mapping = new Map(ORDER_COLUMNS.map((name) => [name, name]))
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=')
    const [heading, field] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    if (at <= 0 || !ORDER_COLUMNS.includes(field))
      return { problem: `--map wants HEADING=FIELD with one of ${ORDER_COLUMNS.join(', ')}` }
    mapping.set(heading, field)
  }
  return mapping
}

const fromCsv = (
  text: string,
  mapping: ReadonlyMap<string, string>,
  allowUnknown: boolean,
): OrderFile | { readonly problem: string } => {
  const read = readCsv(text)
  if ('problem' in read) return read
  const [head, ...records] = read.records
  if (!head || !records.length) return { problem: 'The file holds no orders' }
  const fields = head.cells.map((heading) => mapping.get(heading))
  const unknown = head.cells.flatMap((heading, at) =>
    fields[at] === undefined ? [`${columnName(at)} (${heading})`] : [],
  )
  if (unknown.length && !allowUnknown)
    return {
      problem: `Unknown columns: ${unknown.join(', ')}. Map them, or allow them with --allow-unknown`,
    }
  const twice = fields.find((field, at) => field !== undefined && fields.indexOf(field) !== at)
  if (twice !== undefined) return { problem: `Two columns are ${twice}` }
  return {
    rows: records.map(({ line, cells }) => ({
      line,
      // An empty cell is a field that is not there.
      order: Object.fromEntries(
        fields.flatMap((field, at) =>
          field !== undefined && cells[at] ? [[field, cells[at]]] : [],
        ),
      ),
    })),
  }
}

const fromJson = (bytes: Uint8Array): OrderFile | { readonly problem: string } => {
  const read = parseBody(bytes)
  if (!('input' in read))
    return { problem: `The file is not JSON: ${read.issues[0]?.expected ?? ''}` }
  const { orders, ...own }: Row = Array.isArray(read.input)
    ? { orders: read.input }
    : Object(read.input)
  if (!Array.isArray(orders))
    return { problem: 'The file holds neither an array of orders nor {"orders": […]}' }
  if (!orders.length) return { problem: 'The file holds no orders' }
  return { rows: orders.map((order: Row, at) => ({ line: at + 1, order })), own }
}

/** A misspelled `app_id` would report another tenant's orders under ours, and of two days only one can be meant. */
const issuesOf = (own: Row, given: Row): Issue[] =>
  Object.entries(own).flatMap(([path, value]) => {
    const received = writeJson(value)
    if (!Object.hasOwn(OrderList.entries, path))
      return [{ path, expected: `one of ${Object.keys(OrderList.entries).join(', ')}`, received }]
    return path in given && given[path] !== value
      ? [{ path, expected: `${writeJson(given[path])}, as on the command line`, received }]
      : []
  })

const readOrders = (
  file: string,
  bytes: Uint8Array,
  options: ReconcileOptions,
): (OrderFile & { readonly encoding?: string }) | { readonly problem: string } => {
  if (/\.json$/i.test(file)) return fromJson(bytes)
  if (!/\.csv$/i.test(file)) return { problem: 'ORDERS must end in .csv or .json' }
  const mapping = mappingOf(options.map ?? [])
  if ('problem' in mapping) return mapping
  const decoded = decodeText(bytes)
  if ('at' in decoded) return { problem: `${file} is ${undecoded(decoded)}` }
  return {
    ...fromCsv(decoded.text, mapping, options.allowUnknown ?? false),
    encoding: decoded.encoding,
  }
}

const differences = (result: Reconciliation): Row[] =>
  (['missing', 'unexpected', 'differing', 'waiting', 'refused'] as const).flatMap((verdict) =>
    result[verdict].map((one) => ({ verdict, ...one })),
  )

/** Compares a file of orders with what Youshu accepted, and says so. 0: the day is closed. */
export const reconcileFile = async (
  file: string,
  options: ReconcileOptions,
  client: StoreClient,
  io: Io,
): Promise<number> => {
  const { readFile, stdout, stderr } = io
  const bytes = await readFile(file).catch(() => undefined)
  if (!bytes) {
    stderr(`${file} cannot be read`)
    return EXIT_USAGE
  }
  const read = readOrders(file, bytes, options)
  if ('problem' in read) {
    stderr(read.problem)
    return EXIT_USAGE
  }
  if (read.encoding !== undefined && read.encoding !== 'utf-8')
    stderr(`${file} is in ${read.encoding}`)
  const { day, send = false, appId, edition, page, scene, wxAppId } = options
  const given = {
    day,
    send,
    ...(appId !== undefined && { app_id: appId }),
    ...(edition !== undefined && { edition }),
    ...(page !== undefined && { page }),
    ...(scene !== undefined && { scene: Number(scene) }),
    ...(wxAppId !== undefined && { wx_app_id: wxAppId }),
  }
  const broken = issuesOf(read.own ?? {}, given)
  if (broken.length) {
    for (const { path, expected, received } of broken)
      stderr(`${path}: expected ${expected}, received ${received}`)
    return EXIT_USAGE
  }
  const orders = read.rows.map(({ order }) => order)
  const answer = await client.ask('POST', '/reconciliations', { ...read.own, ...given, orders })
  if (answer.status === 422) {
    const { issues } = answer.body as {
      issues: { path: string; expected: string; received: string }[]
    }
    stdout(
      table(
        ['line', 'field', 'expected', 'received'],
        issues.map(({ path, expected, received }) => {
          const [, index, field] = /^orders\[(\d+)\]\.?(.*)$/.exec(path) ?? []
          return [
            index === undefined ? '' : (read.rows[Number(index)]?.line ?? ''),
            field ?? path,
            expected,
            received,
          ]
        }),
      ),
    )
    stderr(
      `Nothing was compared. Broken rules in ${file}: ${issues.length < MAX_ISSUES ? issues.length : `${MAX_ISSUES} and more`}`,
    )
    return EXIT_USAGE
  }
  if (answer.status !== 200) return reportRefusal(answer, io)
  // The gateway's own answer, whose form its tests hold.
  const result = answer.body as Reconciliation
  const rows = differences(result)
  if (options.format === 'json') stdout(JSON.stringify(result, undefined, 2))
  else if (options.format === 'csv') stdout(writeCsv(rows))
  else if (rows.length)
    stdout(
      table(
        ['', 'order', 'piece', 'action', 'expected', 'received'],
        rows.map((row) => [
          row['verdict'],
          row['order_id'],
          row['coupon_ins_id'],
          row['action_type'],
          row['expected'],
          row['received'],
        ]),
      ),
    )
  const { counts, closed, incomplete, sent, not_sent = [], unknown_coupon_ids: unknown } = result
  stderr(
    `${day}: ${Object.entries(counts)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(', ')}`,
  )
  if (incomplete)
    stderr('Events of so old a day are deleted: what is missing may have been accepted.')
  if (unknown.length)
    stderr(
      `Batches that were never pushed through this gateway: ${unknown.slice(0, 10).join(', ')}${unknown.length > 10 ? ` and ${unknown.length - 10} more` : ''}`,
    )
  if (sent !== undefined) {
    stderr(`${sent} of the missing were reported; compare again once they are accepted.`)
    for (const { order_id, issues } of not_sent.slice(0, 10))
      stderr(
        `  ${order_id} cannot be reported: ${issues.map(({ path, expected }) => `${path}: ${expected}`).join('; ')}`,
      )
  }
  stderr(closed ? 'The day is closed.' : 'The day is not closed.')
  return closed ? EXIT_DONE : EXIT_UPSTREAM
}

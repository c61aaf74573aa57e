import { youshuAccount } from '../lib/accounts'
import { isRecord, type Issue, MAX_ISSUES } from '../lib/check'
import { silentLog } from '../lib/log'
import type { Settings } from '../lib/settings'
import { BATCH, type Refused } from '../youshu/batches'
import type { CouponWarning } from '../youshu/coupon-review'
import { checkCoupons, pushCoupons } from '../youshu/push'
import { type CouponRow, readCouponFile } from './coupon-file'
import { columnName } from './csv'
import { EXIT_DONE, EXIT_UPSTREAM, EXIT_USAGE, type Io } from './io'
import { runJob } from './job'
import { type Journal, openJournal } from './journal'
import { table } from './table'

/** As commander gives them. */
export interface PushOptions {
  readonly dryRun?: boolean
  readonly dataSource?: string
  readonly allowUnknown?: boolean
  /** Line the push up at the gateway; with `wait`, show how it goes. */
  readonly job?: boolean
  readonly wait?: boolean
}

const calls = (count: number): string => `${count} ${count === 1 ? 'call' : 'calls'}`

const idOf = (row: CouponRow | undefined): string => {
  const id = isRecord(row?.coupon) ? row.coupon['external_coupon_id'] : undefined
  return typeof id === 'string' ? id : ''
}

/** The column of a CSV file in which a field, or the object around it, is written. */
const columnOf = (columns: readonly string[], field: string): string => {
  const name = field.replaceAll(/\[\d+\]/g, '')
  const at = columns.findIndex((column) => name === column || name.startsWith(`${column}.`))
  return at < 0 ? '' : columnName(at)
}

/** Each broken rule with the line of the file where it stands, and in a CSV file its column. */
const issuesTable = (
  rows: readonly CouponRow[],
  issues: readonly Issue[],
  columns: readonly string[] | undefined,
): string =>
  table(
    ['line', ...(columns ? ['column'] : []), 'external_coupon_id', 'field', 'expected', 'received'],
    issues.map(({ path, expected, received }) => {
      const [, index = '', field = ''] = /^coupons\[(\d+)\]\.?(.*)$/.exec(path) ?? []
      const row = rows[Number(index)]
      // An earlier coupon is named by its line, too.
      const said = received.replace(
        /coupons\[(\d+)\]$/,
        (_, at) => `line ${rows[Number(at)]?.line}`,
      )
      const column = columns ? [columnOf(columns, field)] : []
      return [`${row?.line ?? ''}`, ...column, idOf(row), field, expected, said]
    }),
  )

/** The rows of the call that the vendor refused. It refuses a call as a whole and does not say which row it means. */
const refusedTable = (rows: readonly CouponRow[], refused: readonly Refused[]): string =>
  table(
    ['line', 'external_coupon_id', 'retcode', 'errmsg'],
    refused.flatMap(({ from, to, retcode, errmsg }) =>
      rows.slice(from, to + 1).map((row) => [`${row.line}`, idOf(row), `${retcode}`, errmsg]),
    ),
  )

/** The same undocumented column on a thousand rows is one thing to know, not a thousand. */
const warningLines = (of: number, warnings: readonly CouponWarning[]): string[] => {
  const counts = new Map<string, number>()
  for (const { code, path } of warnings) {
    const field = path.replace(/^coupons\[\d+\]\./, '').replaceAll(/\[\d+\]/g, '[]')
    counts.set(`${field} ${code}`, (counts.get(`${field} ${code}`) ?? 0) + 1)
  }
  return [...counts].map(([what, count]) => `Warning: ${what} (in ${count} of ${of})`)
}

interface Target {
  readonly account: { readonly baseUrl: string; readonly appId: string; readonly appSecret: string }
  readonly dataSourceId: string
}

/** Sends the rows that the journal does not know, and says how it ended. */
const send = async (
  rows: readonly (CouponRow & { readonly coupon: unknown })[],
  { account, dataSourceId }: Target,
  journal: Journal,
  io: Io,
): Promise<number> => {
  const bar = io.progress(rows.length, 'coupons')
  let accepted = 0
  let unrecorded: unknown
  const run = await pushCoupons(
    account,
    // What would be logged is said when the command ends, without tearing its progress bar.
    { ...io.ports, log: silentLog },
    {
      dataSourceId,
      coupons: rows.map(({ coupon }) => coupon),
      onAccepted: (batch) => {
        accepted += batch.length
        bar.at(accepted)
        try {
          journal.add(batch)
          return true
        } catch (error) {
          unrecorded = error
          return false
        }
      },
    },
  )
  bar.end()
  if (run.kind === 'invalid') {
    io.stderr('A coupon changed while it was sent')
    return EXIT_USAGE
  }
  const { calls: made, refused, stopped } = run.value
  io.stdout(`${accepted} coupons accepted, ${calls(made)}.`)
  if (accepted === rows.length && !stopped) {
    journal.finish()
    return EXIT_DONE
  }
  if (unrecorded !== undefined) {
    const reason = unrecorded instanceof Error ? unrecorded.message : String(unrecorded)
    io.stderr(`${journal.path} cannot be written (${reason}), so the push was stopped.`)
    io.stderr(
      'The last call is not in it: the same command sends its coupons again, which does no harm.',
    )
  } else io.stdout(refusedTable(rows, refused))
  io.stderr(`${rows.length - accepted} are left: run the same command to go on from here.`)
  if (unrecorded === undefined) io.stderr(`${journal.path} names what was accepted.`)
  return EXIT_UPSTREAM
}

/** Checks every row of a file, then sends what was not accepted before, 50 a call. Returns the exit code. */
export const pushFile = async (
  file: string,
  { dryRun = false, dataSource, allowUnknown = false, job = false, wait = false }: PushOptions,
  readSettings: () => { readonly settings: Settings } | { readonly problem: string },
  io: Io,
): Promise<number> => {
  const refuse = (...lines: readonly string[]): number => {
    lines.forEach(io.stderr)
    return EXIT_USAGE
  }
  const bytes = await io.readFile(file).catch(() => undefined)
  if (bytes === undefined) return refuse(`${file} cannot be read`)
  const read = readCouponFile(file, bytes, allowUnknown)
  if ('problem' in read) return refuse(read.problem, 'Nothing was sent.')
  const { rows, columns, note } = read
  if (note !== undefined) io.stderr(note)
  const { coupons, issues, warnings } = checkCoupons(rows.map(({ coupon }) => coupon))
  if (issues.length) {
    io.stdout(issuesTable(rows, issues, columns))
    const count = issues.length < MAX_ISSUES ? issues.length : `${MAX_ISSUES} and more`
    return refuse(`Nothing was sent. Broken rules in ${file}: ${count}`)
  }
  warningLines(rows.length, warnings).forEach(io.stderr)
  if (dryRun) {
    const count = calls(Math.ceil(rows.length / BATCH))
    io.stdout(`${rows.length} coupons are good: ${count}. Nothing was sent.`)
    return EXIT_DONE
  }

  if (job || wait) {
    const target = dataSource ?? read.dataSourceId
    const input = { coupons, ...(target !== undefined && { dataSourceId: target }) }
    return (await runJob({ kind: 'coupon-batches', input }, { wait, unit: 'coupons' }, io)).code
  }
  const environment = readSettings()
  if ('problem' in environment) return refuse(environment.problem)
  const { settings } = environment
  const account = youshuAccount(settings)
  if ('kind' in account) return refuse(`${account.variable} is not set`)
  const dataSourceId = dataSource ?? read.dataSourceId ?? settings.YOUSHU_DATA_SOURCE_ID
  if (!dataSourceId) return refuse('YOUSHU_DATA_SOURCE_ID is not set')
  const journal = openJournal(file, [account.baseUrl, account.appId, dataSourceId], io.journal)
  if ('problem' in journal) return refuse(journal.problem)
  try {
    const left = coupons.flatMap((coupon, index) => {
      const row = rows[index]
      return row && !journal.has(coupon) ? [{ ...row, coupon }] : []
    })
    if (left.length < rows.length)
      io.stderr(`${rows.length - left.length} were accepted before; ${left.length} are left.`)
    return await send(left, { account, dataSourceId }, journal, io)
  } finally {
    journal.release()
  }
}

import { type DayRange, daysOf } from '../wechat/days'
import { cardStatistics, piecesOf, type ReportRow } from '../wechat/statistics'
import { writeJson } from '../lib/json'
import { openAccount } from './account'
import { chart } from './chart'
import { writeCsv } from './csv'
import { formatIssue, reportFailure } from './failure'
import { EXIT_DONE, EXIT_USAGE, type Io, type Progress } from './io'
import { runJob } from './job'
import { fieldsOf, table } from './table'

/** How the rows can be written. */
export const FORMATS = ['table', 'csv', 'json', 'chart'] as const

/** As commander gives them: all strings, choices already checked. */
export interface StatsOptions {
  readonly report: string
  readonly from: string
  readonly to: string
  readonly cardId?: string
  readonly condSource?: string
  readonly format: (typeof FORMATS)[number]
  readonly out?: string
  /** Let the gateway do it in the background, and wait for it. */
  readonly wait?: boolean
}

const OPTION_OF: Readonly<Record<string, string>> = {
  report: '--report',
  begin_date: '--from',
  end_date: '--to',
  card_id: '--card-id',
  cond_source: '--cond-source',
}

// The way of a coupon: seen, received, used. They differ by magnitudes, so each has a chart of its own.
const SERIES = ['view_cnt', 'receive_cnt', 'verify_cnt']

/** Views, receipts and uses by day; a day without rows counts as 0, and so does what is no number. */
const charts = (rows: readonly ReportRow[], range: DayRange, width: number): string => {
  const days = daysOf(range)
  const drawn = SERIES.map((field) => {
    const byDay = new Map<unknown, number>()
    for (const { ref_date: day, [field]: count } of rows)
      byDay.set(day, (byDay.get(day) ?? 0) + (Number(count) || 0))
    return chart(
      field,
      days.map((day) => byDay.get(day) ?? 0),
      width,
    )
  })
  return [`${range.begin_date} to ${range.end_date}`, ...drawn].join('\n\n')
}

const write: Readonly<
  Record<
    StatsOptions['format'],
    (rows: readonly ReportRow[], range: DayRange, width: number) => string
  >
> = {
  table: (rows) => {
    const fields = fieldsOf(rows)
    const cells = rows.map((row) => fields.map((field) => row[field]))
    return table(fields, cells, Infinity)
  },
  csv: writeCsv,
  json: (list) => writeJson({ list }, 2),
  chart: charts,
}

const deliver = async (text: string, file: string | undefined, io: Io): Promise<number> => {
  if (file === undefined) {
    io.stdout(text)
    return EXIT_DONE
  }
  try {
    await io.writeFile(file, `${text}\n`)
    return EXIT_DONE
  } catch (error) {
    io.stderr(`${file} was not written: ${error instanceof Error ? error.message : String(error)}`)
    return EXIT_USAGE
  }
}

/** Fetches one report, writes it in the wanted form, and gives the exit code. */
export const cardsStats = async (options: StatsOptions, io: Io): Promise<number> => {
  const range = { begin_date: options.from, end_date: options.to }
  const request = {
    report: options.report,
    ...range,
    ...(options.condSource !== undefined && { cond_source: Number(options.condSource) }),
    ...(options.cardId !== undefined && { card_id: options.cardId }),
  }
  const finish = async (list: readonly ReportRow[]): Promise<number> => {
    const code = await deliver(write[options.format](list, range, io.columns), options.out, io)
    if (code === EXIT_DONE) io.stderr(`${list.length} rows, ${options.from} to ${options.to}`)
    return code
  }
  const pieces = piecesOf(request, io.ports.clock)
  if ('kind' in pieces) return reportFailure(pieces, io, OPTION_OF)
  if (options.wait) {
    const job = { kind: 'card-statistics', input: request }
    const { code, result } = await runJob(job, { wait: true, unit: 'calls' }, io)
    // The gateway's own answer, whose form its tests hold.
    return code === EXIT_DONE ? finish((result as { list: ReportRow[] }).list) : code
  }
  const account = openAccount(io)
  if (account.kind !== 'done') return reportFailure(account, io)
  let progress: Progress | undefined
  const outcome = await cardStatistics(request, account.value, (count, of) => {
    if (of === 1) return
    progress ??= io.progress(of, 'calls')
    progress.at(count)
  })
  progress?.end()
  if (outcome.kind !== 'done') return reportFailure(outcome, io, OPTION_OF)
  const code = await finish(outcome.value.list)
  if (code === EXIT_DONE)
    for (const warning of outcome.warnings ?? [])
      io.stderr(`Look at this:\n${formatIssue(warning)}`)
  return code
}

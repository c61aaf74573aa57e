import { cardStatistics, type ReportRow } from '../wechat/statistics'
import type { DayRange } from '../wechat/days'
import { cardsAccount } from './cards-account'
import { cardsChart } from './cards-chart'
import { cardsCsv } from './cards-csv'
import { cardsFailure } from './cards-failure'
import { cardsTable } from './cards-table'
import type { CardsWorld, Progress } from './cards-world'

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
}

const OPTION_OF: Readonly<Record<string, string>> = {
  report: '--report',
  begin_date: '--from',
  end_date: '--to',
  card_id: '--card-id',
  cond_source: '--cond-source',
}

const written: Readonly<
  Record<
    StatsOptions['format'],
    (rows: readonly ReportRow[], range: DayRange, width: number) => string
  >
> = {
  table: cardsTable,
  csv: cardsCsv,
  json: (list) => JSON.stringify({ list }, undefined, 2),
  chart: cardsChart,
}

const deliver = async (
  text: string,
  file: string | undefined,
  world: CardsWorld,
): Promise<number> => {
  if (file === undefined) {
    world.out(text)
    return 0
  }
  try {
    await world.writeFile(file, `${text}\n`)
    return 0
  } catch (error) {
    world.say(`${file} was not written: ${error instanceof Error ? error.message : String(error)}`)
    return 2
  }
}

/** Fetches one report, writes it in the wanted form, and gives the exit code. */
export const cardsStats = async (options: StatsOptions, world: CardsWorld): Promise<number> => {
  const account = cardsAccount(world)
  if (account.kind !== 'done') return cardsFailure(account, world)
  const range = { begin_date: options.from, end_date: options.to }
  const request = {
    report: options.report,
    ...range,
    ...(options.condSource !== undefined && { cond_source: Number(options.condSource) }),
    ...(options.cardId !== undefined && { card_id: options.cardId }),
  }
  let progress: Progress | undefined
  const outcome = await cardStatistics(request, account.value, (count, of) => {
    if (of === 1) return
    progress ??= world.progress(of)
    progress.at(count)
  })
  progress?.end()
  if (outcome.kind !== 'done') return cardsFailure(outcome, world, OPTION_OF)
  const { list } = outcome.value
  const text = written[options.format](list, range, world.columns)
  const code = await deliver(text, options.out, world)
  if (code === 0) world.say(`${list.length} rows, ${options.from} to ${options.to}`)
  return code
}

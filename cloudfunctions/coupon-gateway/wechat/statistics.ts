import {
  bigint,
  check as rule,
  entriesFromList,
  forward,
  literal,
  looseObject,
  number,
  type ObjectEntries,
  optional,
  partialCheck,
  picklist,
  pipe,
  safeParse,
  string,
  union,
  variant,
} from 'valibot'
import { check, isRecord, type Issue, MAX_ISSUES } from '../lib/check'
import { done, type Invalid, invalid, type Outcome } from '../lib/outcome'
import { wechatError } from './call'
import { cardId, strictFields } from './card-fields'
import type { WechatClient } from './client'
import { chinaDay, dayAfter, type DayRange, isDay, splitRange } from './days'

// An id that stands among the counts may have more digits than a number holds.
const count = optional(union([number(), bigint()], 'a number'))
const id = optional(string())

const common = entriesFromList(
  ['view_cnt', 'view_user', 'receive_cnt', 'receive_user', 'verify_cnt', 'verify_user'],
  count,
)
const coupons = {
  ref_date: string(),
  ...common,
  ...entriesFromList(['given_cnt', 'given_user', 'expire_cnt', 'expire_user'], count),
}
const members = {
  ref_date: string(),
  ...common,
  ...entriesFromList(['active_user', 'total_user', 'total_receive_user'], count),
}

/**
 * The four tables of answers. A live row holds fields that no table lists, which are kept, and lacks some that are
 * listed; so every count may be absent. The names differ between the tables as they do at WeChat (`cardid`).
 * Source: WeChat 统计卡券数据, 字段说明.
 */
export const reportRows = {
  summary: looseObject(coupons),
  free_coupon: looseObject({ card_id: id, card_type: count, ...coupons }),
  member_card: looseObject(members),
  member_card_detail: looseObject({
    cardid: id,
    ...members,
    ...entriesFromList(
      ['merchanttype', 'submerchantid', 'active_cnt', 'new_user', 'payOriginalFee', 'fee'],
      count,
    ),
  }),
}
/** The four reports, by our names. */
type Report = keyof typeof reportRows
/** One row as WeChat sent it: a day, and counts, mostly. */
export type ReportRow = Readonly<Record<string, unknown>>

const day = pipe(string(), rule(isDay, 'a day written as 2015-06-15'))
const condSource = optional(picklist([0, 1]))

const requestOf = <const Name extends Report, const Special extends ObjectEntries>(
  report: Name,
  special: Special,
) =>
  strictFields(
    { report: literal(report), begin_date: day, end_date: day, ...special },
    `the report ${report}`,
  )

export const AnyReport = variant('report', [
  // cond_source: 0 made on the console of the account, 1 made by the interface.
  requestOf('summary', { cond_source: condSource }),
  requestOf('free_coupon', { cond_source: condSource, card_id: optional(cardId) }),
  requestOf('member_card', { cond_source: condSource }),
  // It is only about cards made by the interface, so it takes no cond_source.
  requestOf('member_card_detail', { card_id: cardId }),
])

// Some sixty calls. A year with a digit too few would otherwise be thousands.
const MAX_YEARS = 10

const yearsAfter = (date: string, years: number): string =>
  `${Number(date.slice(0, 4)) + years}`.padStart(4, '0') + date.slice(4)

/**
 * What the caller gives for a report: any range of days that are over, of ten years at most. `yesterday` is the latest of them.
 * Source: WeChat 统计卡券数据, 请求参数说明; 特别注意 2 and 3.
 */
const reportRequest = (yesterday: string) =>
  pipe(
    AnyReport,
    forward(
      partialCheck(
        [['end_date']],
        ({ end_date: end }) => !isDay(end) || end <= yesterday,
        `${yesterday} or earlier: there are no statistics of today`,
      ),
      ['end_date'],
    ),
    forward(
      partialCheck(
        [['begin_date'], ['end_date']],
        ({ begin_date: begin, end_date: end }) => !isDay(begin) || !isDay(end) || begin <= end,
        'begin_date or later',
      ),
      ['end_date'],
    ),
    forward(
      partialCheck(
        [['begin_date'], ['end_date']],
        ({ begin_date: begin, end_date: end }) =>
          !isDay(begin) || !isDay(end) || end > yesterday || end < yearsAfter(begin, MAX_YEARS),
        `at most ${MAX_YEARS} years`,
      ),
      ['end_date'],
    ),
  )

/** Rows as they are, those that break the table too: one odd row must not cost the report of ten years. */
const readRows = (
  list: readonly unknown[],
  report: Report,
  earlier: number,
): { readonly rows: readonly ReportRow[]; readonly warnings: readonly Issue[] } => ({
  rows: list.filter(isRecord),
  warnings: list
    .flatMap((row, at) =>
      check(reportRows[report], row).map((issue) => ({
        ...issue,
        path: `list[${earlier + at}]${issue.path && `.${issue.path}`}`,
      })),
    )
    .slice(0, MAX_ISSUES),
})

/** What the route answers. */
export interface CardStatistics {
  /** All rows of the range in the order of WeChat's answers, with every field that WeChat sent. */
  readonly list: readonly ReportRow[]
}

const PATHS: Readonly<Record<Report, string>> = {
  summary: 'datacube/getcardbizuininfo',
  free_coupon: 'datacube/getcardcardinfo',
  member_card: 'datacube/getcardmembercardinfo',
  member_card_detail: 'datacube/getcardmembercarddetail',
}

// What all of WeChat's examples send: cards made on the console. It is required there, so it is never left out.
const CONSOLE = 0

const requestAt = (now: number) => reportRequest(dayAfter(chinaDay(now), -1))

/** The pieces in which a report is asked for, in order; or the rules that the request breaks. */
export const piecesOf = (
  input: unknown,
  { now }: Pick<WechatClient, 'now'>,
): readonly DayRange[] | Invalid => {
  const Request = requestAt(now())
  const request = safeParse(Request, input, { abortEarly: true })
  return request.success ? splitRange(request.output) : invalid(check(Request, input))
}

/**
 * One report over a range of days of any length: the route `/cards/statistics`.
 *
 * The range is asked for in pieces of at most 62 days, one after the other, and joined. A piece that fails fails the
 * whole, because a report with a hole reads like a day without customers. `onPiece` is called with how many are done.
 */
export const cardStatistics = async (
  input: unknown,
  wechat: WechatClient,
  onPiece: (count: number, of: number) => void = () => {},
): Promise<Outcome<CardStatistics>> => {
  const Request = requestAt(wechat.now())
  const request = safeParse(Request, input, { abortEarly: true })
  if (!request.success) return invalid(check(Request, input))
  const { report, begin_date, end_date, ...which } = request.output
  const source = report === 'member_card_detail' ? {} : { cond_source: CONSOLE }
  const pieces = splitRange({ begin_date, end_date })
  const list: ReportRow[] = []
  const warnings: Issue[] = []
  onPiece(0, pieces.length)
  for (const [index, piece] of pieces.entries()) {
    const outcome = await wechat.read(PATHS[report], { ...piece, ...source, ...which })
    if (outcome.kind !== 'done') return outcome
    const { list: answered } = outcome.value
    if (!Array.isArray(answered))
      return wechatError('malformed', 'the answer holds no list of rows', false)
    const read = readRows(answered, report, list.length)
    list.push(...read.rows)
    if (warnings.length < MAX_ISSUES) warnings.push(...read.warnings)
    onPiece(index + 1, pieces.length)
  }
  return done({ list }, warnings)
}

import {
  array,
  check as rule,
  entriesFromList,
  forward,
  type InferOutput,
  literal,
  looseObject,
  number,
  object,
  type ObjectEntries,
  optional,
  partialCheck,
  picklist,
  pipe,
  safeParse,
  string,
  variant,
} from 'valibot'
import { check } from '../lib/check'
import { done, type Invalid, invalid, type Outcome } from '../lib/outcome'
import { wechatError } from './call'
import { cardId, strictFields } from './card-fields'
import type { WechatClient } from './client'
import { chinaDay, dayAfter, type DayRange, isDay, splitRange } from './days'

const count = optional(number())
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
 * strictFields; so every count may be absent. The names differ between the tables as they do at WeChat (`cardid`).
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
export type ReportRow = InferOutput<(typeof reportRows)[Report]>

/** What an answer holds. */
const ReportAnswer = (report: Report) => object({ list: array(reportRows[report]) })

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

const AnyReport = variant('report', [
  // cond_source: 0 made on the console of the account, 1 made by the interface.
  requestOf('summary', { cond_source: condSource }),
  requestOf('free_coupon', { cond_source: condSource, card_id: optional(cardId) }),
  requestOf('member_card', { cond_source: condSource }),
  // It is only about cards made by the interface, so it takes no cond_source.
  requestOf('member_card_detail', { card_id: cardId }),
])

/**
 * What the caller gives for a report: any range of days that are over. `yesterday` is the latest of them.
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
  )

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

/** The pieces in which a report is asked for, in order; or the rules that the request breaks. */
export const piecesOf = (
  input: unknown,
  { now }: Pick<WechatClient, 'now'>,
): readonly DayRange[] | Invalid => {
  const Request = reportRequest(dayAfter(chinaDay(now()), -1))
  const request = safeParse(Request, input)
  return request.success ? splitRange(request.output) : invalid(check(Request, input))
}

/**
 * One report over a range of days of any length: the route `/cards/statistics`.
 *
 * The range is asked for in pieces of at most 62 days, one after the other, and joined. A piece that fails fails the
 * whole, because a report with a hole reads like a day without customers. `onPiece` tells how many are done.
 */
export const cardStatistics = async (
  input: unknown,
  wechat: WechatClient,
  onPiece: (count: number, of: number) => void = () => {},
): Promise<Outcome<CardStatistics>> => {
  const Request = reportRequest(dayAfter(chinaDay(wechat.now()), -1))
  const request = safeParse(Request, input)
  if (!request.success) return invalid(check(Request, input))
  const { report, begin_date, end_date, ...which } = request.output
  const source = report === 'member_card_detail' ? {} : { cond_source: CONSOLE }
  const pieces = splitRange({ begin_date, end_date })
  const list: ReportRow[] = []
  onPiece(0, pieces.length)
  for (const [index, piece] of pieces.entries()) {
    const outcome = await wechat.read(PATHS[report], { ...piece, ...source, ...which })
    if (outcome.kind !== 'done') return outcome
    const answer = safeParse(ReportAnswer(report), outcome.value)
    if (!answer.success) {
      const where = answer.issues[0].path?.map(({ key }) => String(key)).join('.')
      return wechatError('malformed', `the answer is not the documented one at ${where}`, false)
    }
    list.push(...answer.output.list)
    onPiece(index + 1, pieces.length)
  }
  return done({ list })
}

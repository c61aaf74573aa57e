import { safeParse } from 'valibot'
import { check } from '../lib/check'
import { done, invalid, type Outcome } from '../lib/outcome'
import { chinaDay } from './china-day'
import { dayAfter } from './day-after'
import type { Wechat } from './open-wechat'
import { reportRequest } from './report-request'
import { type Report, ReportAnswer, type ReportRow } from './report-rows'
import { splitRange } from './split-range'
import { wechatError } from './wechat-error'

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

/**
 * One report over a range of days of any length: the route `/cards/statistics`.
 *
 * The range is asked for in pieces of at most 62 days, one after the other, and joined. A piece that fails fails the
 * whole, because a report with a hole reads like a day without customers. `onPiece` tells how many are done.
 */
export const cardStatistics = async (
  input: unknown,
  wechat: Wechat,
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

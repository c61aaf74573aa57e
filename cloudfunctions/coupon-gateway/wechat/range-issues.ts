import type { Issue } from '../lib/check'
import type { DateInfo } from './date-info'
import { type Fields, isFields } from './fields'

const FIXED_RANGE = 'DATE_TYPE_FIX_TIME_RANGE'
// The number that older cards still carry for the same type, as in WeChat's sample of a meeting ticket.
const FIXED_RANGE_TYPES = new Set<unknown>([FIXED_RANGE, '1', 1, undefined])

const issue = (row: string, expected: string, received: unknown): Issue => ({
  path: `base_info.date_info${row}`,
  expected,
  received: String(received),
})

/**
 * What the wanted validity breaks, given the one that the card has: a range may only grow, and a card that is valid
 * for days after it was received has no range. Nothing when the current one is not known: then WeChat judges.
 * Source: WeChat 管理卡券, date_info: 有效期时间修改仅支持有效区间的扩大; 结束时间仅支持往后延长.
 */
export const rangeIssues = (wanted: DateInfo | undefined, baseInfo: unknown): Issue[] => {
  const now: unknown = isFields(baseInfo) ? baseInfo['date_info'] : undefined
  if (!wanted || !isFields(now)) return []
  if (!FIXED_RANGE_TYPES.has(now['type'])) {
    return [
      issue(
        '',
        `nothing: the card is ${String(now['type'])}, only ${FIXED_RANGE} can change`,
        FIXED_RANGE,
      ),
    ]
  }
  return [...growth(wanted, now)]
}

function* growth(wanted: DateInfo, now: Fields): Generator<Issue> {
  // card/get has answered numbers and strings of digits; NaN compares as "no objection".
  const [begin, end] = [Number(now['begin_timestamp']), Number(now['end_timestamp'])]
  const { begin_timestamp: from, end_timestamp: to } = wanted
  if (from !== undefined && from > begin) {
    yield issue('.begin_timestamp', `${begin} or earlier: the range may only grow`, from)
  }
  if (to !== undefined && to < end) {
    yield issue('.end_timestamp', `${end} or later: the range may only grow`, to)
  }
}

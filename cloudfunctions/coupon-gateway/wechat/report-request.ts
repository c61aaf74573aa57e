import {
  check,
  forward,
  literal,
  type ObjectEntries,
  optional,
  partialCheck,
  picklist,
  pipe,
  string,
  variant,
} from 'valibot'
import { cardId } from './card-id'
import { isDay } from './is-day'
import { listed } from './listed'
import type { Report } from './report-rows'

const day = pipe(string(), check(isDay, 'a day written as 2015-06-15'))
const condSource = optional(picklist([0, 1]))

const requestOf = <const Name extends Report, const Special extends ObjectEntries>(
  report: Name,
  special: Special,
) =>
  listed(
    { report: literal(report), begin_date: day, end_date: day, ...special },
    `the report ${report}`,
  )

const Request = variant('report', [
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
export const reportRequest = (yesterday: string) =>
  pipe(
    Request,
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

import { check, type InferOutput, literal, optional, pipe } from 'valibot'
import { listed } from './listed'
import { unsignedInt } from './unsigned-int'

/**
 * When the card holds, in seconds. That the range may only grow is told by `rangeIssues`, which needs the current one.
 * Source: WeChat 管理卡券, date_info.
 */
export const DateInfo = pipe(
  listed(
    {
      // A card of another type (DATE_TYPE_FIX_TERM) cannot change its validity.
      type: literal('DATE_TYPE_FIX_TIME_RANGE'),
      begin_timestamp: optional(unsignedInt('seconds since 1970')),
      end_timestamp: optional(unsignedInt('seconds since 1970')),
    },
    'date_info',
  ),
  check(
    ({ begin_timestamp: begin, end_timestamp: end }) => begin !== undefined || end !== undefined,
    'begin_timestamp, end_timestamp or both',
  ),
  check(
    ({ begin_timestamp: begin = 0, end_timestamp: end = Infinity }) => begin < end,
    'begin_timestamp before end_timestamp',
  ),
)
export type DateInfo = InferOutput<typeof DateInfo>

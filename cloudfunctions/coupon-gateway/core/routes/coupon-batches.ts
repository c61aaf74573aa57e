import {
  array,
  integer,
  is,
  minValue,
  number,
  object,
  optional,
  pipe,
  string,
  unknown,
} from 'valibot'
import { check } from '../check'
import { pushCoupons } from '../../youshu/push-coupons'
import { invalid, unconfigured } from '../outcome'
import type { Ports } from '../ports'
import { replyTo } from '../reply'
import { LARGE, type Route } from '../route'
import type { Settings } from '../settings'
import { batchReply } from './batch-reply'
import { youshuUpstream } from './youshu-upstream'

const Input = object({
  dataSourceId: optional(string()),
  coupons: array(unknown()),
  // Where an earlier run stopped, counted from 0.
  from: optional(pipe(number(), integer('an integer'), minValue(0, 'at least 0'))),
})

/** Coupon batches, any number of them. */
export const couponBatchesRoute = (settings: Settings, ports: Ports): Route => ({
  method: 'POST',
  path: '/coupon-batches',
  who: 'operator',
  maxBytes: LARGE,
  async answer(input) {
    const upstream = youshuUpstream(settings)
    if ('kind' in upstream) return replyTo(upstream)
    if (!is(Input, input)) return replyTo(invalid(check(Input, input)))
    const { coupons, from } = input
    const dataSourceId = input.dataSourceId ?? settings.YOUSHU_DATA_SOURCE_ID
    if (!dataSourceId) return replyTo(unconfigured('YOUSHU_DATA_SOURCE_ID'))
    return batchReply(
      await pushCoupons(upstream, ports, {
        dataSourceId,
        coupons,
        ...(from !== undefined && { from }),
      }),
    )
  },
})

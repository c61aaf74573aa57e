import { array, is, minLength, object, optional, pipe, string, unknown } from 'valibot'
import { youshuAccount } from '../../lib/accounts'
import { check } from '../../lib/check'
import { invalid, unconfigured } from '../../lib/outcome'
import type { Ports } from '../../lib/ports'
import type { Settings } from '../../lib/settings'
import { pushCoupons } from '../../youshu/push-coupons'
import { replyTo } from '../reply'
import { LARGE, type Route } from '../route'
import { batchReply } from './batch-reply'
import { resumeFrom } from './resume-from'

const Input = object({
  dataSourceId: optional(pipe(string(), minLength(1, 'an id'))),
  coupons: array(unknown()),
  from: resumeFrom,
})

/** Coupon batches, any number of them. */
export const couponBatchesRoute = (settings: Settings, ports: Ports): Route => ({
  method: 'POST',
  path: '/coupon-batches',
  who: 'operator',
  maxBytes: LARGE,
  async answer(input) {
    const upstream = youshuAccount(settings)
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

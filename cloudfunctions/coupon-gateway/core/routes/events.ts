import { array, is, object, unknown } from 'valibot'
import { youshuAccount } from '../../lib/accounts'
import { check } from '../../lib/check'
import { invalid } from '../../lib/outcome'
import type { Ports } from '../../lib/ports'
import type { Settings } from '../../lib/settings'
import { safeReport } from '../../youshu/safe-report'
import { replyTo } from '../reply'
import { LARGE, type Route } from '../route'
import { batchReply } from './batch-reply'
import { resumeFrom } from './resume-from'

const Input = object({
  events: array(unknown()),
  from: resumeFrom,
})

/** consume_coupon events from a server, for orders that no phone is there to tell. */
export const eventsRoute = (settings: Settings, ports: Ports): Route => ({
  method: 'POST',
  path: '/events',
  who: 'operator',
  maxBytes: LARGE,
  async answer(input) {
    const upstream = youshuAccount(settings)
    if ('kind' in upstream) return replyTo(upstream)
    if (!is(Input, input)) return replyTo(invalid(check(Input, input)))
    return batchReply(await safeReport(upstream, ports, input.events, input.from))
  },
})

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  array,
  integer,
  is,
  minLength,
  minValue,
  number,
  object,
  optional,
  pipe,
  string,
  unknown,
} from 'valibot'
import type { Services } from '../gateway'
import { youshuAccount } from '../lib/accounts'
import { check } from '../lib/check'
import { audit } from '../lib/observe'
import { type Done, type Invalid, invalid, unconfigured } from '../lib/outcome'
import { sendOutcome } from '../lib/reply'
import { recordPushed } from '../store/job-kinds'
import type { BatchRun } from '../youshu/batches'
import { pushCoupons } from '../youshu/push'

// Several thousand coupon batches in one push.
const bodyLimit = 8 * 1024 * 1024
const operator = { config: { role: 'operator' }, bodyLimit } as const

/** Where an earlier run stopped, counted from 0. */
export const from = optional(pipe(number(), integer('an integer'), minValue(0, 'at least 0')))

const Coupons = object({
  dataSourceId: optional(pipe(string(), minLength(1, 'an id'))),
  coupons: array(unknown()),
  from,
})

const MAX_AUDITED = 100

/** Says what went to the vendor, and answers how far it came: `refused[0].from` is where to go on. */
export const sendRun = (
  request: FastifyRequest,
  reply: FastifyReply,
  action: string,
  outcome: Done<BatchRun & { readonly accepted_ids?: readonly string[] }> | Invalid,
): FastifyReply => {
  if (outcome.kind === 'invalid') return sendOutcome(reply, outcome)
  const { stopped, ...run } = outcome.value
  audit(request, action, {
    accepted: run.accepted,
    calls: run.calls,
    ...(run.accepted_ids && { ids: run.accepted_ids.slice(0, MAX_AUDITED) }),
    ...(stopped && { stopped: stopped.code, from: run.refused[0]?.from }),
  })
  return stopped ? sendOutcome(reply, stopped, run) : sendOutcome(reply, { ...outcome, value: run })
}

/** Coupon batches, any number of them. */
export const couponBatchRoutes = (
  app: FastifyInstance,
  { settings, portsOf, store }: Services,
): void => {
  app.post('/coupon-batches', operator, async (request, reply) => {
    const { body, log } = request
    const account = youshuAccount(settings)
    if ('kind' in account) return sendOutcome(reply, account)
    if (!is(Coupons, body)) return sendOutcome(reply, invalid(check(Coupons, body)))
    const dataSourceId = body.dataSourceId ?? settings.YOUSHU_DATA_SOURCE_ID
    if (!dataSourceId) return sendOutcome(reply, unconfigured('YOUSHU_DATA_SOURCE_ID'))
    const { coupons, from: start = 0 } = body
    const push = { dataSourceId, coupons, from: start }
    const outcome = await pushCoupons(account, portsOf('youshu'), push)
    if (store && outcome.kind === 'done')
      // What the vendor took is taken, whether or not it can be noted.
      await recordPushed(store.database, outcome.value.accepted_ids).catch((error: unknown) =>
        log.error({ err: error }, 'Pushed batches were not noted'),
      )
    return sendRun(request, reply, 'coupons.push', outcome)
  })
}

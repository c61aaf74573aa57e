import type { FastifyInstance, FastifyReply } from 'fastify'
import {
  array,
  check as rule,
  is,
  minLength,
  object,
  optional,
  parse,
  pipe,
  strictObject,
  string,
  unknown,
  uuid,
  variant,
  literal,
} from 'valibot'
import type { Services } from '../gateway'
import { check } from '../lib/check'
import { audit } from '../lib/observe'
import { done, type Invalid, invalid, type Unconfigured, unconfigured } from '../lib/outcome'
import { sendJson, sendOutcome } from '../lib/reply'
import { addJob, cancelJob, listJobs, retryJob, showJob } from '../store/jobs'
import { readOrderList, reconcile } from '../store/reconciliation'
import { piecesOf } from '../wechat/statistics'
import { checkCoupons } from '../youshu/push'
import { pageLimit } from './page'
import { withStore } from './report'

// A day's orders, or tens of thousands of coupon batches.
const bodyLimit = 32 * 1024 * 1024
const operator = { config: { role: 'operator' } } as const

const Request = variant('kind', [
  object({
    kind: literal('coupon-batches'),
    input: object({
      dataSourceId: optional(pipe(string(), minLength(1, 'an id'))),
      coupons: pipe(array(unknown()), minLength(1, 'at least one coupon')),
    }),
  }),
  object({ kind: literal('card-statistics'), input: unknown() }),
  object({ kind: literal('reconciliation'), input: unknown() }),
])

const Key = pipe(
  string(),
  rule((key) => /^[\x21-\x7e]{1,200}$/.test(key), '1 to 200 ASCII characters without blanks'),
)

const NEXT = 'the next of a page before'
const Page = strictObject({ cursor: optional(pipe(string(), uuid(NEXT))), limit: pageLimit })

interface Checked {
  readonly input: unknown
  readonly total: number
}

/** What a caller asks for, checked as a whole before anything is lined up. */
const readRequest = (
  { settings, ports }: Services,
  body: unknown,
): ({ readonly kind: string } & Checked) | Invalid | Unconfigured => {
  if (!is(Request, body)) return invalid(check(Request, body))
  const { kind } = body
  if (kind === 'coupon-batches') {
    const { coupons, dataSourceId = settings.YOUSHU_DATA_SOURCE_ID } = body.input
    if (!dataSourceId) return unconfigured('YOUSHU_DATA_SOURCE_ID')
    const { issues } = checkCoupons(coupons)
    if (issues.length) return invalid(issues)
    return { kind, input: { dataSourceId, coupons }, total: coupons.length }
  }
  if (kind === 'card-statistics') {
    const pieces = piecesOf(body.input, ports.clock)
    return 'kind' in pieces ? pieces : { kind, input: body.input, total: pieces.length }
  }
  const read = readOrderList(settings, ports.clock.now(), body.input)
  if ('kind' in read) return read
  return { kind, input: body.input, total: 1 }
}

/** Work that takes longer than a request may: lined up at once, done in the background, by whichever process is there. */
export const jobRoutes = (app: FastifyInstance, services: Services): void => {
  const notFound = (reply: FastifyReply) => sendJson(reply, 404, { error: 'not_found' })

  app.post(
    '/jobs',
    { ...operator, bodyLimit },
    withStore(services, async ({ database, jobs }, request, reply) => {
      const { body, headers } = request
      const wanted = readRequest(services, body)
      if (!('total' in wanted)) return sendOutcome(reply, wanted)
      const key = headers['idempotency-key']
      if (key !== undefined && !is(Key, key)) return sendOutcome(reply, invalid(check(Key, key)))
      const job = await addJob(database, { ...wanted, ...(key !== undefined && { key }) })
      if (!job) return sendJson(reply, 409, { error: 'key_in_use' })
      audit(request, 'jobs.add', { job: job.id, kind: job.kind })
      jobs.wake()
      return sendJson(reply, 202, job)
    }),
  )

  app.get(
    '/jobs',
    operator,
    withStore(services, async ({ database, kinds }, { query }, reply) => {
      if (!is(Page, query)) return sendOutcome(reply, invalid(check(Page, query)))
      const { limit, cursor } = parse(Page, query)
      const page = await listJobs(database, kinds, { limit, before: cursor })
      if (page) return sendOutcome(reply, done(page))
      const issue = { path: 'cursor', expected: NEXT, received: 'another id' }
      return sendOutcome(reply, invalid([issue]))
    }),
  )

  app.get<{ Params: { id: string } }>(
    '/jobs/:id',
    operator,
    withStore(services, async ({ database, kinds }, { params }, reply) => {
      const { id } = params as { id: string }
      const job = await showJob(database, kinds, id)
      return job ? sendJson(reply, 200, job) : notFound(reply)
    }),
  )

  const change = (path: string, apply: typeof cancelJob) =>
    app.post(
      `/jobs/:id/${path}`,
      operator,
      withStore(services, async ({ database, kinds, jobs }, request, reply) => {
        const { id } = request.params as { id: string }
        const changed = await apply(database, id)
        const job = await showJob(database, kinds, id)
        if (!job) return notFound(reply)
        if (!changed) return sendJson(reply, 409, { error: `job_is_${job.state}` })
        audit(request, `jobs.${path}`, { job: id })
        jobs.wake()
        return sendJson(reply, 200, job)
      }),
    )
  change('cancel', cancelJob)
  change('retry', retryJob)

  const { settings, ports } = services
  app.post(
    '/reconciliations',
    { ...operator, bodyLimit },
    withStore(services, async ({ database, forwarder }, request, reply) => {
      const outcome = await reconcile(database, settings, ports.clock, request.body)
      if (outcome.kind === 'done') {
        const { day, closed, counts, sent = 0 } = outcome.value
        audit(request, 'reconciliation', { day, closed, counts, sent })
        if (sent) forwarder.wake()
      }
      return sendOutcome(reply, outcome)
    }),
  )
}

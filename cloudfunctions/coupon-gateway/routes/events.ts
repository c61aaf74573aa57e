import type { FastifyInstance } from 'fastify'
import {
  array,
  type InferOutput,
  is,
  literal,
  maxLength,
  minLength,
  object,
  optional,
  parse,
  picklist,
  pipe,
  strictObject,
  string,
  union,
  unknown,
} from 'valibot'
import type { Services } from '../gateway'
import { check } from '../lib/check'
import { writeJson } from '../lib/json'
import { audit } from '../lib/observe'
import { done, invalid, unconfigured } from '../lib/outcome'
import { sendJson, sendOutcome } from '../lib/reply'
import { tenantOf } from '../store/collector'
import { EVENT_STATES, findEvents, retryEvents, showEvent } from '../store/event-status'
import { countEvents, lastBatches, upstreamHealth } from '../store/overview'
import { storeReport } from '../store/relay'
import { MAX_EVENTS, readReport } from '../store/reported-event'
import { erasePerson } from '../store/retention'
import { EDITIONS, eventIssues, safeReport, withEventId } from '../youshu/report'
import { from, sendRun } from './coupon-batches'
import { moment } from './moment'
import { pageLimit, whole } from './page'
import { withStore } from './report'

// Several thousand events from a server.
const bodyLimit = 8 * 1024 * 1024
const operator = { config: { role: 'operator' } } as const
const HOUR_MS = 60 * 60 * 1000
const MAX_RANGE_MS = 400 * 24 * HOUR_MS
const SHOWN_BATCHES = 50

const id = pipe(string(), minLength(1, 'an id'), maxLength(1_000, 'at most 1000 characters'))

const Reported = object({
  events: array(unknown()),
  from,
  app_id: optional(id),
  edition: optional(picklist(EDITIONS), 'youshu'),
})
const Filter = strictObject({
  event_id: optional(id),
  order_id: optional(id),
  coupon_ins_id: optional(id),
  state: optional(picklist(EVENT_STATES)),
  from: optional(moment),
  to: optional(moment),
  cursor: optional(whole(Number.MAX_SAFE_INTEGER)),
  limit: pageLimit,
})
const Range = strictObject({
  from: moment,
  to: moment,
  by: optional(picklist(['hour', 'day']), 'hour'),
})
const Retry = union([
  strictObject({ event_ids: pipe(array(id), maxLength(10_000, 'at most 10000')) }),
  strictObject({ all: literal(true) }),
])
const Erasure = strictObject({ open_id: id })

/** Events from the merchant's servers, and what became of every event. */
export const eventRoutes = (app: FastifyInstance, services: Services): void => {
  const { settings, portsOf } = services

  // The events of orders that no phone is there to report, and of those that one reports too: one event leaves.
  app.post('/events', { ...operator, bodyLimit }, async (request, reply) => {
    const { body } = request
    const isReported = is(Reported, body)
    const tenant = tenantOf(settings, isReported ? body.app_id : undefined)
    if ('kind' in tenant) return sendOutcome(reply, tenant)
    const { appId, appSecret, baseUrl, isOwn } = tenant
    // Without a store they go straight to the vendor, as ever, and that is signed.
    if (!services.store && appSecret === undefined)
      return sendOutcome(reply, unconfigured(isOwn ? 'YOUSHU_APP_SECRET' : 'RELAY_APP_IDS'))
    if (!isReported) return sendOutcome(reply, invalid(check(Reported, body)))
    const { events, edition, from: start } = parse(Reported, body)
    if (!services.store && appSecret !== undefined) {
      const account = { appId, appSecret, baseUrl }
      const run = await safeReport(account, portsOf('youshu'), events, { from: start, edition })
      return sendRun(request, reply, 'events.report', run)
    }
    return withStore(services, async (store) => {
      const issues = eventIssues(events, edition)
      if (issues.length) return sendOutcome(reply, invalid(issues))
      if (!events.length) return sendJson(reply, 202, { event_ids: [], stored: 0, repeats: 0 })
      const report = readReport(writeJson(events.map(withEventId)))
      if ('problem' in report) {
        const expected = `1 to ${MAX_EVENTS} events`
        return sendOutcome(reply, invalid([{ path: 'events', expected, received: report.problem }]))
      }
      const stored = await storeReport(store.database, appId, 'server', report.events)
      audit(request, 'events.report', {
        app_id: appId,
        stored: stored.stored,
        repeats: stored.repeats,
      })
      if (stored.stored) store.forwarder.wake()
      return sendJson(reply, 202, stored)
    })(request, reply)
  })

  app.get(
    '/events',
    operator,
    withStore(services, async ({ database }, { query }, reply) => {
      if (!is(Filter, query)) return sendOutcome(reply, invalid(check(Filter, query)))
      const { cursor, ...filter }: InferOutput<typeof Filter> = parse(Filter, query)
      const { events, next } = await findEvents(database, { ...filter, before: cursor })
      return sendOutcome(reply, done({ events, next: next === null ? null : String(next) }))
    }),
  )

  app.get(
    '/events/summary',
    operator,
    withStore(services, async ({ database }, { query }, reply) => {
      if (!is(Range, query)) return sendOutcome(reply, invalid(check(Range, query)))
      const range = parse(Range, query)
      if (!(range.to > range.from && range.to - range.from <= MAX_RANGE_MS)) {
        const expected = 'after from, by at most 400 days'
        return sendOutcome(reply, invalid([{ path: 'to', expected, received: 'another moment' }]))
      }
      const [counts, upstreams, batches] = [
        await countEvents(database, range),
        await upstreamHealth(database),
        await lastBatches(database, SHOWN_BATCHES),
      ]
      return sendOutcome(reply, done({ counts, upstreams, batches }))
    }),
  )

  app.get(
    '/events/body',
    operator,
    withStore(services, async ({ database }, { query }, reply) => {
      const One = strictObject({ event_id: id })
      if (!is(One, query)) return sendOutcome(reply, invalid(check(One, query)))
      return sendOutcome(reply, done({ events: await showEvent(database, query.event_id) }))
    }),
  )

  app.post(
    '/events/retry',
    { ...operator, bodyLimit },
    withStore(services, async ({ database, forwarder }, request, reply) => {
      const { body } = request
      if (!is(Retry, body)) return sendOutcome(reply, invalid(check(Retry, body)))
      const retried = await retryEvents(database, 'all' in body ? 'all' : body.event_ids)
      audit(request, 'events.retry', { retried })
      forwarder.wake()
      return sendOutcome(reply, done({ retried }))
    }),
  )

  app.post(
    '/erasures',
    operator,
    withStore(services, async ({ database }, request, reply) => {
      const { body } = request
      if (!is(Erasure, body)) return sendOutcome(reply, invalid(check(Erasure, body)))
      const erased = await erasePerson(database, body.open_id)
      audit(request, 'person.erased', { erased })
      return sendOutcome(reply, done({ erased }))
    }),
  )

  app.post(
    '/backups',
    operator,
    withStore(services, async ({ backup }, request, reply) => {
      if (!backup) return sendJson(reply, 409, { error: 'not_embedded' })
      const folder = await backup()
      audit(request, 'store.backup', { folder })
      return sendOutcome(reply, done({ folder }))
    }),
  )
}

import { changeOf } from '../../../plugin/event/consume-coupon'
import { ACTION_TYPES } from '../../../plugin/event/order-status'
import { check, type Schema } from '../../../plugin/event/schema'
import { consumeCouponSchema, datanexusSchemas } from '../../../plugin/event/tables'
import { isRecord, type Issue, MAX_ISSUES } from '../lib/check'
import { done, type Done, invalid, type Invalid } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { brokenTextIn } from '../lib/text'
import { callYoushu, type YoushuUpstream } from './client'
import { type BatchRun, inBatches, inList, resumeIssues } from './batches'

// No list of an event is as long; one of a million wrong items must not become as many issues.
const MAX_ITEMS = 1_000

const longListIn = (value: unknown, path = ''): string | undefined => {
  if (typeof value !== 'object' || !value) return undefined
  if (Array.isArray(value) && value.length > MAX_ITEMS) return path
  for (const [key, inner] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key
    const found = longListIn(inner, at)
    if (found !== undefined) return found
  }
  return undefined
}

/** Which of the vendor's two tables a tenant has; only the newer one knows more than `consume_coupon`. */
export const EDITIONS = ['youshu', 'datanexus'] as const
type Edition = (typeof EDITIONS)[number]

const tableOf = (event: unknown, edition: Edition): Schema<unknown> => {
  if (edition === 'youshu') return consumeCouponSchema
  const type = isRecord(event) ? event['type'] : undefined
  const [, table] = Object.entries(datanexusSchemas).find(([name]) => name === type) ?? []
  return table ?? datanexusSchemas.consume_coupon
}

const issuesOf = (event: unknown, edition: Edition): readonly Issue[] => {
  const long = longListIn(event)
  if (long !== undefined)
    return [{ path: long, expected: `at most ${MAX_ITEMS} items`, received: 'a longer list' }]
  const broken = brokenTextIn(event)
  if (broken !== undefined)
    return [{ path: broken, expected: 'whole characters', received: 'half of one' }]
  return check(tableOf(event, edition), event)
}

/** The rules of the vendor's table that events break, the first thousand. */
export const eventIssues = (events: readonly unknown[], edition: Edition = 'youshu'): Issue[] => {
  const issues: Issue[] = []
  for (const [index, event] of events.entries()) {
    if (issues.length >= MAX_ISSUES) break
    for (const { path, expected, received } of issuesOf(event, edition))
      issues.push(inList('events', index, { path, expected, received }))
  }
  return issues.slice(0, MAX_ISSUES)
}

const textIn = (fields: unknown, key: string): string | undefined => {
  const value: unknown = isRecord(fields) ? fields[key] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * The event with the id that the plugin would give it, where it has none: sent again after a lost answer it is then
 * known again.
 */
export const withEventId = (event: unknown): unknown => {
  const props = isRecord(event) ? event['props'] : undefined
  if (!isRecord(event) || !isRecord(props)) return event
  const { extra, action_type, coupon_instance, coupon } = props
  // The newer table has no action, calls the piece coupon, and has the order in extra.
  const isNewer =
    event['type'] === 'consume_coupon' && action_type === undefined && coupon_instance === undefined
  const action = isNewer ? 'consume' : ACTION_TYPES.find((known) => known === action_type)
  const coupon_ins_id = isNewer
    ? textIn(coupon, 'coupon_id')
    : textIn(coupon_instance, 'coupon_ins_id')
  if (textIn(extra, 'event_id') !== undefined || !action || !coupon_ins_id) return event
  const order_id = textIn(isNewer ? extra : props, 'order_id')
  const sub_order_id = textIn(isNewer ? extra : props, 'sub_order_id')
  if (order_id === undefined && sub_order_id === undefined) return event
  const change = { order_id, sub_order_id, coupon_ins_id }
  const { id } = changeOf(change, action)
  const kept = isRecord(extra) ? extra : {}
  return { ...event, props: { ...props, extra: { ...kept, event_id: id } } }
}

/**
 * Reports events from a server, signed and with a synchronous answer: for orders without a phone.
 * The events are the plugin's own, checked by the plugin's own schema; all are checked before the first is sent, and
 * each goes with an id.
 * Source: https://lingshou.tencent.com/doc/bi/api_safe_report.html
 */
export const safeReport = async (
  upstream: YoushuUpstream,
  ports: Ports,
  events: readonly unknown[],
  { from = 0, edition = 'youshu' }: { from?: number | undefined; edition?: Edition } = {},
): Promise<Done<BatchRun> | Invalid> => {
  const issues = [...resumeIssues(events, from), ...eventIssues(events, edition)]
  if (issues.length) return invalid(issues)
  return done(
    await inBatches(
      events.map(withEventId),
      (batch) =>
        callYoushu(upstream, ports, { method: 'POST', path: '/api/v1/safe-report', body: batch }),
      { from },
    ),
  )
}

import { check } from '../../../plugin/event/schema'
import { consumeCouponSchema } from '../../../plugin/event/tables'
import { type Issue, MAX_ISSUES } from '../lib/check'
import { done, type Done, invalid, type Invalid } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { callYoushu, type YoushuUpstream } from './client'
import { type BatchRun, inBatches, inList, resumeIssues } from './batches'

/** The rules of the vendor's table that events break, the first thousand. */
export const eventIssues = (events: readonly unknown[]): Issue[] => {
  const issues: Issue[] = []
  for (const [index, event] of events.entries()) {
    if (issues.length >= MAX_ISSUES) break
    issues.push(...check(consumeCouponSchema, event).map((issue) => inList('events', index, issue)))
  }
  return issues
}

/**
 * Reports events from a server, signed and with a synchronous answer: for orders without a phone.
 * The events are the plugin's own, checked by the plugin's own schema; all are checked before the first is sent.
 * Source: https://lingshou.tencent.com/doc/bi/api_safe_report.html
 */
export const safeReport = async (
  upstream: YoushuUpstream,
  ports: Ports,
  events: readonly unknown[],
  from = 0,
): Promise<Done<BatchRun> | Invalid> => {
  const issues = [...resumeIssues(events, from), ...eventIssues(events)]
  if (issues.length) return invalid(issues)
  return done(
    await inBatches(
      events,
      (batch) =>
        callYoushu(upstream, ports, { method: 'POST', path: '/api/v1/safe-report', body: batch }),
      { from },
    ),
  )
}

import type { Issue } from '../lib/check'
import type { Upstream } from '../lib/outcome'
import type { YoushuAnswer } from './client'

/** Every list of the vendor's interfaces holds at most 50. */
export const BATCH = 50

/** Where a run stopped: the items `from` … `to` (counted from 0, both included) were in the call that failed. */
export interface Refused {
  readonly from: number
  readonly to: number
  readonly retcode: number | string
  readonly errmsg: string
}

/** How far a run came. */
export interface BatchRun {
  /** How many items the vendor has taken in this run. */
  readonly accepted: number
  readonly calls: number
  readonly refused: readonly Refused[]
  /** Why it stopped; absent: everything was taken. */
  readonly stopped?: Upstream
}

/** A `from` beyond the list belongs to another list: nothing would be sent, and that would look like success. */
export const resumeIssues = (items: readonly unknown[], from = 0): Issue[] =>
  from <= items.length
    ? []
    : [
        {
          path: 'from',
          expected: `at most ${items.length}, the length of the list`,
          received: `${from}`,
        },
      ]

/**
 * Sends any number of items, 50 a call, in order, and stops at the first call that fails: what refuses one call
 * (a wrong secret, a full quota, an outage) mostly refuses the next, and an ordered stop is easy to resume.
 * `from` is where an earlier run stopped; `onAccepted` is called with each batch as soon as the vendor took it;
 * where it gives false, nothing more is sent.
 */
export const inBatches = async <T>(
  items: readonly T[],
  send: (batch: readonly T[]) => Promise<YoushuAnswer>,
  { from = 0, onAccepted }: { from?: number; onAccepted?: (batch: readonly T[]) => boolean } = {},
): Promise<BatchRun> => {
  let accepted = 0
  let calls = 0
  for (let at = from; at < items.length; at += BATCH) {
    const batch = items.slice(at, at + BATCH)
    calls += 1
    const answer = await send(batch)
    if (answer.kind !== 'done') {
      const { code, message } = answer
      const refused = [{ from: at, to: at + batch.length - 1, retcode: code, errmsg: message }]
      return { accepted, calls, refused, stopped: answer }
    }
    accepted += batch.length
    if (onAccepted?.(batch) === false) break
  }
  return { accepted, calls, refused: [] }
}

/** An issue of one item as one of the list: `coupons[3].coupon_name`. */
export const inList = <T extends Issue>(
  list: 'coupons' | 'events',
  index: number,
  issue: T,
): T => ({
  ...issue,
  path: `${list}[${index}]${issue.path && `.${issue.path}`}`,
})

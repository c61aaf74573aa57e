import { is } from 'valibot'
import { check, isRecord, type Issue, MAX_ISSUES } from '../lib/check'
import { done, type Done, invalid, type Invalid } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { callYoushu, type YoushuUpstream } from './client'
import { Coupon } from './coupon'
import { couponIssues, type CouponWarning, couponWarnings } from './coupon-review'
import { type BatchRun, inBatches, inList, resumeIssues } from './batches'

// Of thousands of coupons each may have one; a body of nothing but unknown keys must not fill the memory.
const MAX_WARNINGS = 10 * MAX_ISSUES

/** Not what the schema puts out: that lacks the fields without a row, which are passed on. */
const isCoupon = (value: unknown): value is Coupon => is(Coupon, value)

/** The vendor keeps one coupon for each id: of two in one list, the one would overwrite the other in silence. */
const idIssues = (coupon: unknown, index: number, places: Map<string, number>): Issue[] => {
  const id = isRecord(coupon) ? coupon['external_coupon_id'] : undefined
  if (typeof id !== 'string') return []
  const earlier = places.get(id)
  if (earlier === undefined) places.set(id, index)
  const received = `${JSON.stringify(id.slice(0, 100))}, the same as coupons[${earlier}]`
  const expected = 'an id of its own'
  return earlier === undefined ? [] : [{ path: 'external_coupon_id', expected, received }]
}

/**
 * All coupons, or the rules that they break: nothing may be sent while one is bad. The search ends with the coupon that
 * makes `MAX_ISSUES` full.
 */
export const checkCoupons = (
  coupons: readonly unknown[],
): {
  readonly coupons: readonly Coupon[]
  readonly issues: Issue[]
  readonly warnings: CouponWarning[]
} => {
  const good: Coupon[] = []
  const issues: Issue[] = []
  const warnings: CouponWarning[] = []
  const places = new Map<string, number>()
  for (const [index, coupon] of coupons.entries()) {
    if (issues.length >= MAX_ISSUES) break
    const found = [
      ...check(Coupon, coupon),
      ...couponIssues(coupon),
      ...idIssues(coupon, index, places),
    ]
    issues.push(...found.map((issue) => inList('coupons', index, issue)))
    if (found.length > 0 || !isCoupon(coupon)) continue
    good.push(coupon)
    if (warnings.length < MAX_WARNINGS)
      warnings.push(...couponWarnings(coupon).map((warning) => inList('coupons', index, warning)))
  }
  return { coupons: good, issues: issues.slice(0, MAX_ISSUES), warnings }
}

/** How far a push came. */
export interface CouponRun extends BatchRun {
  /** The batches that the vendor has taken in this run, by name. */
  readonly accepted_ids: readonly string[]
}

/**
 * Adds or updates any number of coupon batches: all are checked before the first is sent, then 50 a call.
 * The vendor keys them by `external_coupon_id`, so sending one twice does no harm.
 * Source: Tencent Youshu, order/add_coupon.
 */
export const pushCoupons = async (
  upstream: YoushuUpstream,
  ports: Ports,
  input: {
    readonly dataSourceId: string
    readonly coupons: readonly unknown[]
    readonly from?: number
    /** Called with each batch as soon as the vendor took it; false: nothing more is sent. */
    readonly onAccepted?: (batch: readonly Coupon[]) => boolean
  },
): Promise<Done<CouponRun> | Invalid> => {
  const { coupons, issues, warnings } = checkCoupons(input.coupons)
  issues.push(...resumeIssues(input.coupons, input.from))
  if (issues.length) return invalid(issues)
  const ids: string[] = []
  const run = await inBatches(
    coupons,
    (batch) =>
      callYoushu(upstream, ports, {
        method: 'POST',
        path: '/data-api/v1/order/add_coupon',
        body: { dataSourceId: input.dataSourceId, coupons: batch },
      }),
    {
      ...(input.from !== undefined && { from: input.from }),
      onAccepted: (batch) => {
        ids.push(...batch.map(({ external_coupon_id }) => external_coupon_id))
        return input.onAccepted?.(batch) ?? true
      },
    },
  )
  return done({ ...run, accepted_ids: ids }, warnings)
}

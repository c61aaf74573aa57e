import type { createCapture, Naming } from './capture/capture'
import { givenPagePath, titleOf } from './capture/page-path'
import type { Queued, Storage } from './delivery/ports'
import { consumeCoupon, type CouponUse, readOrder } from './event/consume-coupon'
import type { ActionType, Component, Context, WxUser } from './event/context'
import type * as CouponActions from './event/coupon-actions'
import {
  completed,
  type Draft,
  missingIssues,
  missingOf,
  type Moment,
  timeText,
  VERSION,
} from './event/moment'
import type { Issue, Output } from './event/schema'
import { createFollowedOrders } from './followed-orders'
import { concealed, failure, issueText } from './guard'
import type { optionsSchema } from './options'
import type { CustomOrder } from './sr/adopt'

/** What `trackOrder` answers: the ids of the events taken over, of those known already, and what was wrong. */
export interface Tracked {
  readonly queued: string[]
  readonly duplicates: string[]
  readonly issues: Issue[]
}

/** What `init` was given, and what follows from it. */
export interface Settings extends Naming {
  readonly given: Output<typeof optionsSchema>
  readonly target: { readonly appId: string; readonly reportUrl: string }
  readonly actions: ReadonlyMap<string, ActionType | null>
}

/** Statuses that are not reported are counted by so many names; the merchant's own code may make them up. */
const MAX_UNMAPPED = 50
const MAX_NAME = 100

/** What reports take from the tracker. */
interface Wiring {
  readonly now: () => number
  readonly settings: () => Settings | undefined
  readonly place: (named: Named) => ReturnType<ReturnType<typeof createCapture>['current']>
  readonly user: () => Readonly<Partial<WxUser>>
  readonly add: (items: readonly Queued[]) => { queued: string[]; duplicates: string[] }
  readonly isRefused: () => boolean
  readonly drop: (reason: 'consent' | 'full') => void
  /** Whether statuses come from elsewhere, for which the coupons of orders are remembered. */
  readonly isFollowing: () => boolean
  /** Where they may be remembered for later runs, once they may. */
  readonly phone: () => Storage | undefined
  /** Says what was wrong with a call that was answered already. */
  readonly log: (where: string, issues: readonly Issue[]) => void
}

/** What the merchant says of the moment. */
interface Named {
  readonly page?: string
  readonly page_title?: string
  readonly time?: number
  readonly component?: Component
}
type Build = (settings: Settings, moment: Moment) => readonly Draft[]

/** What the call's events went without, or with another value. */
const warningOf = (issues: readonly Issue[]): string | undefined =>
  issues.length
    ? issues
        .filter(({ severity }) => severity === 'warning')
        .map(issueText)
        .join('\n') || undefined
    : undefined

/** Calls before `init`; a merchant who never calls it must not fill the memory. */
const MAX_EARLY = 1_000

/** The second edition's events are loaded by those who use them. */
const couponActions = (): typeof CouponActions => require('./event/coupon-actions')

const nothing = (issues: Issue[] = []): Tracked => ({ queued: [], duplicates: [], issues })

/** Completes an item that waits with what is known now. */
export const fill = (item: Queued, now: Context): Queued => {
  const { text, missing } = completed(item.text, now)
  return missing === item.hold ? item : { ...item, hold: missing, text }
}

/** From the merchant's call to items in the queue. Loaded at the first call. */
export const createReports = ({
  now,
  settings,
  place,
  user,
  add,
  isRefused,
  drop,
  isFollowing,
  phone,
  log,
}: Wiring) => {
  /** Calls that came before `init`. */
  let early: ((settings: Settings) => void)[] = []
  /** Order statuses that are not reported, by name. */
  const unmapped = new Map<string, number>()

  const countUnmapped = (order_status: string): void => {
    const shown = concealed(failure('order_status', '', order_status.slice(0, MAX_NAME))).received
    const name = unmapped.has(shown) || unmapped.size < MAX_UNMAPPED ? shown : 'other'
    unmapped.set(name, (unmapped.get(name) ?? 0) + 1)
  }

  const followed = createFollowedOrders(phone)
  const attach = (order_status: string, uses: readonly CouponUse[]): void => {
    if (!isFollowing() || !uses.length) return
    // Nothing that is reported under a refusal is kept, also for later.
    if (isRefused()) followed.forget()
    else followed.attach(order_status, uses)
  }

  const deliver = (
    build: Build,
    at: number,
    moment: Moment,
    known: Settings,
    warning: string | undefined,
  ): Tracked => {
    const drafts = build(known, moment)
    if (!drafts.length) return nothing()
    const hold = missingOf(moment)
    const items = drafts.map(({ id, group, step, event }) => ({
      id,
      group,
      step,
      hold,
      at,
      to: known.target,
      text: JSON.stringify(event),
      warning,
    }))
    const { queued, duplicates } = add(items)
    return { queued, duplicates, issues: hold ? missingIssues(hold) : [] }
  }
  /** Freezes the moment. Its events are built at once, or by `init`, which says what they are. */
  const report = (named: Named, build: Build, issues: readonly Issue[]): Tracked => {
    const at = now()
    const { page, page_title, chan, component } = place(named)
    const moment: Moment = {
      page,
      page_title,
      sr_sdk_version: VERSION,
      time: timeText(named.time ?? at),
      wx_user: user(),
      chan,
      component: named.component ?? component,
    }
    const known = settings()
    const warning = warningOf(issues)
    if (known) return deliver(build, at, moment, known, warning)
    if (isRefused() || early.length === MAX_EARLY) {
      drop(isRefused() ? 'consent' : 'full')
      return nothing()
    }
    early.push((later) => {
      const path = page && givenPagePath(page, later.redactQuery)
      const title = page_title ?? titleOf(later.titles, path)
      deliver(build, at, { ...moment, page: path, page_title: title }, later, warning)
    })
    return nothing([{ ...failure('init', 'init({appId})'), severity: 'warning' }])
  }

  const reportOrder = (
    named: Named,
    order_status: string,
    uses: readonly CouponUse[],
    issues: readonly Issue[],
  ): Tracked =>
    report(
      named,
      ({ given, actions }, moment) => {
        const action = actions.get(order_status)
        if (!action) countUnmapped(order_status)
        if (!action || !uses.length) return []
        const build = given.edition === 'datanexus' ? couponActions().consumeCoupon : consumeCoupon
        return uses.map((use) => build(use, action, moment))
      },
      issues,
    )

  return {
    trackOrder(change: unknown): Tracked {
      const known = settings()
      const isReported = (status: string): boolean => !known || !!known.actions.get(status)
      const first = readOrder(change, isReported)
      // A status that is not reported brings the coupons for later ones; without any it is no error.
      const isAsked = first.order && !first.uses.length && isFollowing()
      const all = isAsked ? readOrder(change, () => true) : first
      const { order, uses, issues } = all.order ? all : first
      if (!order) return nothing(issues)
      const tracked = reportOrder(order, order.order_status, uses, issues)
      attach(order.order_status, uses)
      return issues.length ? { ...tracked, issues: [...issues, ...tracked.issues] } : tracked
    },
    /** An order moved, as the merchant reports it elsewhere: its coupons are those that were reported with it. */
    follow(order: CustomOrder): Tracked {
      const uses = followed.moved(order)
      return uses.length ? reportOrder({}, order.order_status, uses, []) : nothing()
    },
    trackCoupon(action: unknown): Tracked {
      const known = settings()
      const isDatanexus = known && known.given.edition === 'datanexus'
      const { tracked, issues } = couponActions().trackAction(
        action,
        isDatanexus,
        (named, build, found) =>
          report(
            named,
            ({ given: { edition } }, moment) => build(edition === 'datanexus', moment),
            found,
          ),
        (found) => log('trackCoupon', found),
      )
      return tracked ? { ...tracked, issues: [...issues, ...tracked.issues] } : nothing(issues)
    },
    /** `init` came: what was held becomes events. */
    start(known: Settings): void {
      for (const deliverEarly of early.splice(0)) deliverEarly(known)
    },
    /** The user refuses: what was held is lost. */
    forget(): void {
      for (const _ of early.splice(0)) drop('consent')
      followed.forget()
    },
    unmapped: (): Record<string, number> => Object.fromEntries(unmapped),
  }
}

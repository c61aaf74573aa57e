import type { createCapture, Naming } from './capture/capture'
import { givenPagePath } from './capture/page-path'
import type { Queued } from './delivery/ports'
import { consumeCoupon, readOrder } from './event/consume-coupon'
import type { ActionType, Component, Context, WxUser } from './event/context'
import type * as CouponActions from './event/coupon-actions'
import {
  completed,
  type Draft,
  missingIssues,
  missingOf,
  type Moment,
  timeText,
} from './event/moment'
import type { Issue, Output } from './event/schema'
import { failure } from './guard'
import { type optionsSchema, VERSION } from './options'

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

/** What reports take from the tracker. */
interface Wiring {
  readonly now: () => number
  readonly settings: () => Settings | undefined
  readonly place: (named: Named) => ReturnType<ReturnType<typeof createCapture>['current']>
  readonly user: () => Readonly<Partial<WxUser>>
  readonly add: (items: readonly Queued[]) => { queued: string[]; duplicates: string[] }
  readonly isRefused: () => boolean
  readonly drop: (reason: 'consent' | 'full') => void
}

/** What the merchant says of the moment. */
interface Named {
  readonly page?: string
  readonly page_title?: string
  readonly time?: number
  readonly component?: Component
}
type Build = (settings: Settings, moment: Moment) => readonly Draft[]

/** Calls before `init`; a merchant who never calls it must not fill the memory. */
const MAX_EARLY = 1_000

/** The second edition's events are loaded by those who use them. */
const couponActions = (): typeof CouponActions => require('./event/coupon-actions')

const nothing = (issues: Issue[] = []): Tracked => ({ queued: [], duplicates: [], issues })

/** Completes an item that waits with what is known now. @public */
export const fill = (item: Queued, now: Context): Queued => {
  const { text, missing } = completed(item.text, now)
  return missing === item.hold ? item : { ...item, hold: missing, text }
}

/** From the merchant's call to items in the queue. Loaded at the first call. */
export const createReports = ({ now, settings, place, user, add, isRefused, drop }: Wiring) => {
  /** Calls that came before `init`. */
  let early: ((settings: Settings) => void)[] = []
  /** Order statuses that are not reported, by name. */
  const unmapped = new Map<string, number>()

  const deliver = (build: Build, at: number, moment: Moment, known: Settings): Tracked => {
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
    }))
    return { ...add(items), issues: hold ? missingIssues(hold) : [] }
  }
  /** Freezes the moment. Its events are built at once, or by `init`, which says what they are. */
  const report = (named: Named, build: Build): Tracked => {
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
    if (known) return deliver(build, at, moment, known)
    if (isRefused() || early.length === MAX_EARLY) {
      drop(isRefused() ? 'consent' : 'full')
      return nothing()
    }
    early.push((later) => {
      const path = page && givenPagePath(page, later.redactQuery)
      const title = page_title ?? later.titles?.[(path ?? '').replace(/\?.*/, '')]
      const named_title = title === undefined ? title : String(title)
      deliver(build, at, { ...moment, page: path, page_title: named_title }, later)
    })
    return nothing([{ ...failure('init', 'init({appId})'), severity: 'warning' }])
  }

  return {
    trackOrder(change: unknown): Tracked {
      const known = settings()
      const isReported = (status: string): boolean => !known || !!known.actions.get(status)
      const { order, uses, issues } = readOrder(change, isReported)
      if (!order) return nothing(issues)
      const tracked = report(order, ({ given, actions }, moment) => {
        const { order_status } = order
        const action = actions.get(order_status)
        if (!action) unmapped.set(order_status, (unmapped.get(order_status) ?? 0) + 1)
        if (!action || !uses.length) return []
        const build = given.edition === 'datanexus' ? couponActions().consumeCoupon : consumeCoupon
        return uses.map((use) => build(use, action, moment))
      })
      return issues.length ? { ...tracked, issues: [...issues, ...tracked.issues] } : tracked
    },
    trackCoupon(action: unknown): Tracked {
      const known = settings()
      const isDatanexus = known && known.given.edition === 'datanexus'
      const { tracked, issues } = couponActions().trackAction(action, isDatanexus, (named, build) =>
        report(named, ({ given: { edition } }, moment) => build(edition === 'datanexus', moment)),
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
    },
    unmapped: (): Record<string, number> => Object.fromEntries(unmapped),
  }
}

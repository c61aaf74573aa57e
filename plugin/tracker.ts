import { attempt } from './attempt'
import { createCapture, type Naming } from './capture/capture'
import type { EnterOptions } from './capture/channel'
import { givenPagePath } from './capture/page-path'
import { conceal } from './capture/privacy'
import type { Cart } from './coupons/cart'
import type { Gateway } from './coupons/gateway'
import type { CouponsOutcome } from './coupons/types'
import { createDelivery } from './delivery/delivery'
import { createJournal } from './delivery/journal'
import type { Clock, Send, Storage } from './delivery/ports'
import {
  type ConsumeCoupon,
  consumeCoupon,
  DATANEXUS_ACTION_TYPES,
  type OrderChange,
  readOrder,
  YOUSHU_ACTION_TYPES,
} from './event/consume-coupon'
import {
  type ActionType,
  type Channel,
  channelSchema,
  type Component,
  completed,
  type Context,
  type Draft,
  missingIssues,
  missingOf,
  type Moment,
  timeText,
  type User,
  userSchema,
  type WxUser,
} from './event/context'
import type { CouponAction } from './event/coupon-actions'
import { type Issue, type Output, parse, type Schema, text } from './event/schema'
import { type InitOptions, optionsSchema, VERSION } from './options'

/** What the plugin takes from the phone. */
export interface Platform {
  readonly storage: Storage
  readonly clock: Clock
  readonly createTransport: (target: () => { appId: string; reportUrl: string }) => Send
  readonly entry: () => EnterOptions | undefined
  /** `''` where it cannot be had. */
  readonly wxAppId: () => string
  readonly onOnline: (run: () => void) => void
  /** The coupons room, which is loaded when it is first asked. */
  readonly usableCoupons: (
    cart: Cart,
    slot: string | undefined,
    gateway: Gateway | undefined,
    clock: Clock,
    open_id: string | undefined,
  ) => Promise<CouponsOutcome>
  /** The second edition's events, which are loaded by those who use them. */
  readonly couponActions: () => typeof import('./event/coupon-actions')
}

/** What `trackOrder` answers: the ids of the events taken over, of those known already, and what was wrong. */
export interface Tracked {
  readonly queued: string[]
  readonly duplicates: string[]
  readonly issues: Issue[]
}

const DEFAULT_REPORT_URL = 'https://zhls.qq.com/api/report'
const DEFAULT_BATCH = 10
/** The vendor's other interfaces take lists of at most 50. */
const MAX_BATCH = 50
/** Calls before `init`; a merchant who never calls it must not fill the memory. */
const MAX_EARLY = 1_000

/** What `init` was given, and what follows from it. */
interface Settings extends Naming {
  readonly given: Output<typeof optionsSchema>
  readonly target: { readonly appId: string; readonly reportUrl: string }
  readonly actions: ReadonlyMap<string, ActionType | null>
}
/** What the merchant says of the moment. */
interface Named {
  readonly page?: string
  readonly page_title?: string
  readonly time?: number
  readonly component?: Component
}
type Build = (settings: Settings, moment: Moment) => readonly Draft[]

const NO_NAMING: Naming = { redactQuery: [] }
const UNKNOWN: Context = { chan: {}, wx_user: {} }

export type Status = ReturnType<ReturnType<typeof createTracker>['getStatus']>

/** Until the delivery takes items: they are made events again, and what it cannot hold is held here. */
const itemsOver = (old: ReturnType<typeof createDelivery>) => {
  let held: Queued[] = []
  let word: boolean | undefined
  let users: User | undefined
  const isReady = ({ hold }: Queued) => !hold.replace(/open_id|local_id|,/g, '')
  const pass = (items: readonly Queued[]) =>
    old.add(items.map(({ text: json }) => JSON.parse(json) as ConsumeCoupon))
  return {
    add(items: readonly Queued[]) {
      const waiting = items.filter((item) => !isReady(item))
      held.push(...waiting)
      const { queued, duplicates } = pass(items.filter(isReady))
      return { queued: [...queued, ...waiting.map(({ id }) => id)], duplicates }
    },
    complete(fill: (item: Queued) => Queued) {
      const items = held.splice(0).map(fill)
      held = items.filter((item) => !isReady(item))
      pass(items.filter(isReady))
      const probe = fill({
        id: '',
        group: '',
        step: '',
        hold: '?',
        at: 0,
        to: { appId: '', reportUrl: '' },
        text: '{"props":{"chan":{},"wx_user":{}}}',
      })
      const { wx_user } = (JSON.parse(probe.text) as ConsumeCoupon).props
      if (wx_user.open_id && JSON.stringify(users) !== JSON.stringify(wx_user))
        old.setUser((users = wx_user))
    },
    localId: (): string | undefined => undefined,
    setConsent: (granted: boolean) => old.setConsent((word = granted)),
    start: () => old.setConsent((word = true)),
    pause: () => undefined,
    isRefused: () => word === false,
    nudge: () => old.flush(true),
    flush: (done: () => void) => old.flush(true, done),
    retryRefused: old.retryRefused,
    read: old.read,
  }
}
interface Queued {
  readonly id: string
  readonly group: string
  readonly step: string
  readonly hold: string
  readonly at: number
  readonly to: { readonly appId: string; readonly reportUrl: string }
  readonly text: string
}

const failure = (path: string, expected: string, received = 'none'): Issue => ({
  path,
  expected,
  received,
  severity: 'error',
})
const nothing = (issues: Issue[] = []): Tracked => ({ queued: [], duplicates: [], issues })

/** Capture and delivery wired together: everything that the plugin can do. Nothing in here throws. */
export const createTracker = ({ storage, clock, ...platform }: Platform) => {
  let settings: Settings | undefined
  let user: User | undefined
  /** The user as events carry it: never changed, only replaced. */
  let wxUser: Readonly<Partial<WxUser>> = {}
  /** The user's own word, once there is one. */
  let consent: boolean | undefined
  /** Calls that came before `init`. */
  let early: ((settings: Settings) => void)[] = []
  let hasPage = false
  /** Order statuses that are not reported, by name. */
  const unmapped = new Map<string, number>()

  const { note: record, read, forget, onReport } = createJournal(clock.now)
  const delivery = itemsOver(
    createDelivery(
      storage,
      clock,
      platform.createTransport(() => settings?.target ?? { appId: '', reportUrl: '' }),
      record,
      () => Math.min(settings?.given.batchSize ?? DEFAULT_BATCH, MAX_BATCH),
    ),
  )

  /** A public function: whatever it is given, it answers and does not throw. */
  const guardOr =
    <A extends unknown[], R>(run: (...args: A) => R, otherwise: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return run(...args)
      } catch (error) {
        // What is thrown may have no words.
        const reason = attempt(() => conceal('', String(error)), 'error')
        record('error', undefined, reason)
        return otherwise(...args)
      }
    }
  const guard = <A extends unknown[]>(run: (...args: A) => void) => guardOr(run, () => undefined)

  /** Says what was wrong, and keeps to itself what is a person's. */
  const logIssues = (where: string, issues: readonly Issue[]): Issue[] =>
    issues.map((issue) => {
      const { path, expected, severity } = issue
      const received = conceal(path, issue.received)
      const reason = `${where}: ${path}: expected ${expected}, received ${received}`
      if (severity === 'error') record('invalid', undefined, reason)
      console[severity === 'error' ? 'error' : 'warn'](`[coupon-tracker] ${reason}`)
      return { ...issue, received }
    })
  /** Runs with what the schema understands of the input; with errors all stays as it was. */
  const validated = <T>(where: string, schema: Schema<T>, run: (output: T) => void) =>
    guard((input: unknown) => {
      const { output, issues } = parse(schema, input)
      logIssues(where, issues)
      if (output !== undefined) run(output)
    })

  const currentUser = (): Readonly<Partial<WxUser>> => {
    const local_id = user?.local_id ?? delivery.localId()
    const app_id = settings?.given.wxAppId
    if (wxUser.local_id !== local_id || wxUser.app_id !== app_id || !user !== !wxUser.open_id) {
      wxUser = { ...(app_id && { app_id }), ...(local_id && { local_id }), ...user }
    }
    return wxUser
  }
  const context = (): Context => ({
    ...capture.current(settings ?? NO_NAMING),
    wx_user: currentUser(),
  })
  const fill = (item: Queued): Queued => {
    const { text: filled, missing } = completed(item.text, context())
    return missing === item.hold ? item : { ...item, hold: missing, text: filled }
  }
  const complete = (): void => delivery.complete(fill)

  const capture = createCapture(
    guard,
    platform.entry,
    () => {
      complete()
      delivery.nudge()
    },
    () => {
      if (hasPage) return
      hasPage = true
      complete()
    },
  )

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
    return { ...delivery.add(items), issues: missingIssues(hold) }
  }
  /** Freezes the moment. Its events are built at once, or by `init`, which says what they are. */
  const report = (named: Named, build: Build): Tracked => {
    const at = clock.now()
    const place = capture.current(settings ?? NO_NAMING, named)
    const moment: Moment = {
      page: place.page,
      page_title: place.page_title,
      sr_sdk_version: VERSION,
      time: timeText(named.time ?? at),
      wx_user: currentUser(),
      chan: place.chan,
      component: named.component ?? place.component,
    }
    if (settings) return deliver(build, at, moment, settings)
    if (consent === false || early.length === MAX_EARLY) {
      record('dropped', undefined, consent === false ? 'consent' : 'full')
      return nothing()
    }
    early.push((known) => {
      const page = moment.page && givenPagePath(moment.page, known.redactQuery)
      const title = moment.page_title ?? known.titles?.[(page ?? '').replace(/\?.*/, '')]
      const page_title = title === undefined ? title : String(title)
      deliver(build, at, { ...moment, page, page_title }, known)
    })
    return nothing([{ ...failure('init', 'init({appId})'), severity: 'warning' }])
  }

  const track = (change: unknown): Tracked => {
    const isReported = (status: string): boolean => !settings || !!settings.actions.get(status)
    const { order, uses, issues } = readOrder(change, isReported)
    if (!order) return nothing(issues)
    const tracked = report(order, ({ given, actions }, moment) => {
      const { order_status } = order
      const action = actions.get(order_status)
      if (!action) unmapped.set(order_status, (unmapped.get(order_status) ?? 0) + 1)
      if (!action || !uses.length) return []
      const build =
        given.edition === 'datanexus' ? platform.couponActions().consumeCoupon : consumeCoupon
      return uses.map((use) => build(use, action, moment))
    })
    return { ...tracked, issues: [...issues, ...tracked.issues] }
  }
  const trackAction = (given: unknown): Tracked => {
    const { readAction, couponAction } = platform.couponActions()
    const { action, pieces, issues } = readAction(given)
    if (!action) return nothing(issues)
    if (settings && settings.given.edition !== 'datanexus')
      return nothing([failure('type', "an event of init({edition: 'datanexus'})", action.type)])
    const tracked = report(action, ({ given: { edition } }, moment) =>
      edition === 'datanexus'
        ? pieces.map((piece) => couponAction(piece, action.type, moment))
        : [],
    )
    return { ...tracked, issues: [...issues, ...tracked.issues] }
  }
  const tracking =
    <T>(where: string, run: (given: unknown) => Tracked) =>
    (given: T): Tracked =>
      guardOr(
        () => {
          const tracked = run(given)
          return { ...tracked, issues: logIssues(where, tracked.issues) }
        },
        () => nothing(logIssues(where, [failure('', 'plain data')])),
      )()

  const page = <T extends object>(options: T, extra?: { page_title?: string }): T =>
    guardOr(
      () => capture.page(options, extra),
      () => options,
    )()
  const component = <T extends object>(options: T, extra?: { component_name?: string }): T =>
    guardOr(
      () => capture.component(options, extra),
      () => options,
    )()
  const app = <T extends object>(options: T): T =>
    guardOr(
      () => capture.app(options),
      () => options,
    )()
  /** Constructor in, constructor out. Without options (`Component()`) there is nothing to observe. */
  const wrap =
    (observe: (options: object) => object) =>
    <C extends (...options: never[]) => unknown>(original: C): C =>
      // The same constructor but for what happens to its options.
      ((...given: never[]) => original(...(given.map((one) => observe(one)) as never[]))) as C

  return {
    init: validated<Output<typeof optionsSchema>>('init', optionsSchema, (given) => {
      if (!settings) platform.onOnline(() => delivery.nudge())
      const { appId, edition, reportUrl = DEFAULT_REPORT_URL, redactQuery = [], titles } = given
      const own = edition === 'datanexus' ? DATANEXUS_ACTION_TYPES : YOUSHU_ACTION_TYPES
      settings = {
        given: { ...given, wxAppId: given.wxAppId ?? platform.wxAppId() },
        target: { appId, reportUrl },
        actions: new Map(Object.entries({ ...own, ...given.actionTypes })),
        redactQuery,
        titles,
      }
      if (consent !== undefined) delivery.setConsent(consent)
      else if (given.consent === false) delivery.pause()
      else delivery.start()
      for (const run of early.splice(0)) run(settings)
      complete()
    }) as (options: InitOptions) => void,
    setConsent: guard((granted: boolean) => {
      if (typeof granted !== 'boolean') {
        logIssues('setConsent', [failure('granted', 'true or false', String(granted))])
        return
      }
      consent = granted
      // Nothing can be sent before `init`; a refusal waits for nothing.
      if (settings || !granted) delivery.setConsent(granted)
      if (granted) return
      for (const _ of early.splice(0)) record('dropped', undefined, 'consent')
      forget()
    }),
    setUser: validated('setUser', userSchema, (accepted) => {
      user = accepted
      wxUser = {}
      complete()
    }) as (user: User) => void,
    setChan: guard((given: Channel) =>
      validated('setChan', channelSchema, capture.setChan)({ ...capture.chan(), ...given }),
    ),
    setPageTitle: validated('setPageTitle', text, capture.setPageTitle) as (title: string) => void,

    trackOrder: tracking<OrderChange>('trackOrder', track),
    trackCoupon: tracking<CouponAction>('trackCoupon', trackAction),

    page,
    component,
    app,
    wrapApp: wrap(app),
    wrapPage: wrap(page),
    wrapComponent: wrap(component),
    appShow: guard(capture.appShow),
    appHide: guard(() => delivery.nudge()),

    flush: () => new Promise<void>((resolve) => delivery.flush(resolve)).catch(() => undefined),
    getStatus: () => ({
      ...read(),
      ...delivery.read(),
      unmapped: Object.fromEntries(unmapped),
      context: attempt<Context, Context>(
        () => (delivery.isRefused() ? UNKNOWN : context()),
        UNKNOWN,
      ),
    }),
    retryRefused: guard(() => delivery.retryRefused()),
    usableCoupons: (cart: Cart, slot?: string) =>
      platform.usableCoupons(cart, slot, settings?.given.gateway, clock, user?.open_id),
    onReport,
  }
}

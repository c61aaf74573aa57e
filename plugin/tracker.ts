import { attempt } from './attempt'
import { createCapture, type Named, type Naming, type Place } from './capture/capture'
import type { EnterOptions } from './capture/channel'
import { titleOf } from './capture/page-path'
import type { Cart } from './coupons/cart'
import type { Gateway } from './coupons/gateway'
import type { CouponsOutcome } from './coupons/types'
import { createDelivery } from './delivery/delivery'
import { createJournal, type EventStatus, type JournalEntry } from './delivery/journal'
import type { Clock, Storage, Transport } from './delivery/ports'
import type * as ChannelRoom from './event/channel'
import type { OrderChange } from './event/consume-coupon'
import { type Channel, type Context, type User, userSchema, type WxUser } from './event/context'
import type { CouponAction } from './event/coupon-actions'
import type * as Moments from './event/moment'
import { DATANEXUS_ACTION_TYPES, YOUSHU_ACTION_TYPES } from './event/order-status'
import { type Issue, read as readValue, text } from './event/schema'
import { concealed, createGuard, failure } from './guard'
import { type InitOptions, optionsSchema } from './options'
import type { createReports, fill, Settings, Tracked } from './reports'
import type * as Sr from './sr/adopt'
import type { SrKnows } from './sr/adopt'

/** What the plugin takes from the phone. */
export interface Platform {
  readonly storage: Storage
  readonly clock: Clock
  readonly transport: Transport
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
    concealed: (issue: Issue) => Issue,
  ) => Promise<CouponsOutcome>
}

const DEFAULT_REPORT_URL = 'https://zhls.qq.com/api/report'
const DEFAULT_BATCH = 10
/** The vendor's other interfaces take lists of at most 50. */
const MAX_BATCH = 50
const channelRoom = (): typeof ChannelRoom => require('./event/channel')
const momentRoom = (): typeof Moments => require('./event/moment')
/** What only a report needs is loaded at the first one. */
const reportsRoom = (): { createReports: typeof createReports; fill: typeof fill } =>
  require('./reports')

const NO_NAMING: Naming = { redactQuery: [] }
const UNKNOWN: Context = { chan: {}, wx_user: {} }

/** What `getStatus()` answers: the counts of outcomes since the launch, by status, and where everything is now. */
export interface Status extends Readonly<Record<EventStatus, number>> {
  /** The last outcomes, at most 200, the newest last. */
  readonly recent: JournalEntry[]
  /** Lost events by reason. */
  readonly losses: Readonly<Record<string, number>>
  /** How many events wait. */
  readonly pending: number
  /** Their ids. */
  readonly waiting: string[]
  /** Events that the collector does not take alone; `retry_at` in ms, null: at the next launch or acceptance. */
  readonly parked: { event_id: string; reason: string; retry_at: number | null }[]
  /** The next try, in ms, and why it is not now. */
  readonly next: { at: number; reason: string } | null
  /** How often a status was reported that maps to nothing. */
  readonly unmapped: Readonly<Record<string, number>>
  /** Where and by whom an event reported now would be. */
  readonly context: Context
}

/** Capture and delivery wired together: everything that the plugin can do. Nothing in here throws. */
export const createTracker = ({ storage, clock, ...platform }: Platform) => {
  let settings: Settings | undefined
  let user: User | undefined
  /** The user as events carry it: never changed, only replaced. */
  let wxUser: Readonly<Partial<WxUser>> = {}
  /** What was passed to `setConsent` last; undefined: it was not called. */
  let consent: boolean | undefined
  let hasPage = false
  let reports: ReturnType<typeof createReports> | undefined
  /** The live sr-sdk-wxapp, where the merchant handed one over. */
  let sr: SrKnows | undefined

  const { report: record, read, forget, onReport } = createJournal(clock.now)
  const delivery = createDelivery({
    storage,
    clock,
    transport: platform.transport,
    report: record,
    batchSize: () => Math.min(settings?.given.batchSize ?? DEFAULT_BATCH, MAX_BATCH),
    skewed: (event, ms) => momentRoom().withSkew(event, ms),
  })

  const { guard, guardOr, logIssues, validated } = createGuard(record)

  const currentUser = (): Readonly<Partial<WxUser>> => {
    const local_id = user?.local_id ?? delivery.localId()
    const app_id = settings?.given.wxAppId
    if (wxUser.local_id !== local_id || wxUser.app_id !== app_id || !user !== !wxUser.open_id) {
      wxUser = { ...(app_id && { app_id }), ...(local_id && { local_id }), ...user }
    }
    return sr ? { ...wxUser, ...sr.user() } : wxUser
  }
  const place = (named?: Named): Place => {
    const naming = settings ?? NO_NAMING
    const captured = capture.current(naming, named)
    if (!sr) return captured
    const page = (!named?.page && sr.page(naming.redactQuery)) || captured.page
    const isSame = page?.split('?')[0] === captured.page?.split('?')[0]
    // The title of another page is none of this one.
    const page_title = isSame
      ? captured.page_title
      : (named?.page_title ?? titleOf(naming.titles, page))
    return { ...captured, page, page_title, chan: { ...captured.chan, ...sr.chan() } }
  }
  const context = (): Context => ({ ...place(), wx_user: currentUser() })
  const complete = (): void =>
    delivery.complete(() => {
      const now = context()
      return (item) => {
        // What the first edition left names no destination.
        const to = item.to.appId ? item.to : settings?.target
        return to ? reportsRoom().fill(item.to === to ? item : { ...item, to }, now) : item
      }
    })

  const capture = createCapture(
    guard,
    platform.entry,
    () => {
      complete()
      delivery.nudge()
    },
    () => {
      // The SDK may have found the open_id by itself, without a call that could be observed.
      if (hasPage && (!sr || wxUser.open_id)) return
      hasPage = true
      complete()
    },
  )

  const loaded = () =>
    (reports ??= reportsRoom().createReports({
      now: clock.now,
      settings: () => settings,
      place,
      user: currentUser,
      add: delivery.add,
      isRefused: () => (settings ? delivery.isRefused() : consent === false),
      drop: (reason) => record('dropped', undefined, reason),
      isFollowing: () => !!sr,
      phone: () => (delivery.localId() ? storage : undefined),
      log: logIssues,
    }))
  const tracking = (name: 'trackOrder' | 'trackCoupon') =>
    guardOr(
      (given: unknown): Tracked => {
        const { queued, duplicates, issues } = loaded()[name](given)
        return { queued, duplicates, issues: logIssues(name, issues) }
      },
      () => ({ queued: [], duplicates: [], issues: logIssues(name, [failure('', 'plain data')]) }),
    )
  const init: (options: InitOptions) => void = validated('init', optionsSchema, (given) => {
    if (!settings) platform.onOnline(() => delivery.nudge())
    const { appId, edition, reportUrl = DEFAULT_REPORT_URL, redactQuery = [], titles } = given
    const isDatanexus = edition === 'datanexus'
    const own = isDatanexus ? DATANEXUS_ACTION_TYPES : YOUSHU_ACTION_TYPES
    const actions = new Map(Object.entries({ ...own, ...given.actionTypes }))
    // On that edition's wire there is no action: any other would count as a further consumption.
    for (const [status, type] of isDatanexus ? actions : []) {
      if (!type || type === 'consume') continue
      actions.set(status, null)
      const issue = failure(`actionTypes.${status}`, 'consume or null (datanexus)', type)
      logIssues('init', [{ ...issue, severity: 'warning' }])
    }
    settings = {
      given: { ...given, wxAppId: given.wxAppId ?? platform.wxAppId() },
      target: { appId, reportUrl },
      actions,
      redactQuery,
      titles,
    }
    if (consent !== undefined) delivery.setConsent(consent)
    else if (given.consent === false) delivery.pause()
    else delivery.start()
    reports?.start(settings)
    if (delivery.isRefused()) reports?.forget()
    complete()
  })
  const setUser: (given: User) => void = validated('setUser', userSchema, (accepted) => {
    user = accepted
    wxUser = {}
    complete()
  })
  const setPageTitle: (title: string) => void = validated(
    'setPageTitle',
    text,
    capture.setPageTitle,
  )
  const trackOrder: (change: OrderChange) => Tracked = tracking('trackOrder')
  const trackCoupon: (action: CouponAction) => Tracked = tracking('trackCoupon')

  const adopt = <T>(given: T): T => {
    guard(() => {
      const { adopt: adoptSr }: typeof Sr = require('./sr/adopt')
      sr =
        adoptSr(
          given,
          guard((order) => {
            logIssues('custom_order', loaded().follow(order).issues)
            complete()
          }),
        ) ?? sr
      complete()
    })()
    return given
  }

  /** Options in, observed options out. What is none is handed through. */
  const observing =
    <E>(observe: <T extends object>(options: T, extra?: E) => T) =>
    <T extends object>(options: T, extra?: E): T =>
      guardOr(
        () => (Object(options) === options ? observe(options, extra) : options),
        () => options,
      )()
  const page = observing(capture.page)
  const component = observing(capture.component)
  const app: <T extends object>(options: T) => T = observing(capture.app)
  /** Constructor in, constructor out. Without options (`Component()`) there is nothing to observe. */
  const wrap =
    (observe: (options: object) => object) =>
    <C extends (...options: never[]) => unknown>(original: C): C =>
      // The same constructor but for what happens to its options.
      ((...given: never[]) =>
        original(...(given.map((one, i) => (i ? one : observe(one))) as never[]))) as C

  /** Whose coupons it is about; only the SDK may know it. */
  const openId = (): string | undefined => attempt(() => sr?.user().open_id) ?? user?.open_id

  return {
    init,
    setConsent: guard((granted: boolean) => {
      if (typeof granted !== 'boolean') {
        logIssues('setConsent', [failure('granted', 'true or false', String(granted))])
        return
      }
      // Nothing that was reported under a refusal comes back.
      if (granted && reports && delivery.findRefusal()) reports.forget()
      consent = granted
      // Nothing can be sent before `init`; a refusal waits for nothing.
      if (settings || !granted) delivery.setConsent(granted)
      if (granted) return
      reports?.forget()
      forget()
    }),
    setUser,
    setChan: guard((given: Channel) => {
      const { channelSchema, chanFields } = channelRoom()
      const before = capture.chan()
      const merged: Record<string, unknown> = { ...before }
      // One by one: a value that cannot be read costs no other.
      for (const key of Object.keys(chanFields)) {
        if (attempt(() => key in given)) merged[key] = readValue(given, key)
      }
      // The name belongs to its id: another shop's is not the one before.
      const isOther = before.chan_shop_id && merged['chan_shop_id'] !== before.chan_shop_id
      if (isOther && !attempt(() => 'chan_shop_name' in given)) delete merged['chan_shop_name']
      validated('setChan', channelSchema, capture.setChan)(merged)
    }),
    setPageTitle,
    trackOrder,
    trackCoupon,
    adopt,
    page,
    component,
    app,
    wrapApp: wrap(app),
    wrapPage: wrap(page),
    wrapComponent: wrap(component),
    appShow: guard(capture.appShow),
    appHide: guard(() => undefined),

    flush: () => new Promise<void>((resolve) => delivery.nudge(resolve)).catch(() => undefined),
    getStatus: (): Status => ({
      ...read(),
      ...delivery.read(),
      unmapped: reports?.unmapped() ?? {},
      context: attempt<Context, Context>(
        () => (delivery.isRefused() ? UNKNOWN : context()),
        UNKNOWN,
      ),
    }),
    retryRefused: guard(() => delivery.retryRefused()),
    usableCoupons: (cart: Cart, slot?: string) =>
      platform.usableCoupons(cart, slot, settings?.given.gateway, clock, openId(), concealed),
    onReport,
  }
}

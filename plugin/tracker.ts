// First of all, since it is bundled in this order: most of what follows is made of it, and gzip finds it again (27 bytes).
import { type Issue, type Output, parse, type Schema, text } from './event/schema'
import { attempt } from './attempt'
import { createCapture } from './capture/capture'
import type { EnterOptions } from './capture/channel'
import type { Cart } from './coupons/cart'
import type { Gateway } from './coupons/gateway'
import type { CouponsOutcome } from './coupons/types'
import {
  type ActionType,
  consumeCoupons,
  DEFAULT_ACTION_TYPES,
  OrderChange,
} from './event/consume-coupon'
import { Channel, type Context, User } from './event/context'
import { Options, VERSION } from './options'
import { createDelivery } from './delivery/delivery'
import { createJournal } from './delivery/journal'
import type { Clock, Send, Storage } from './delivery/ports'

/** What the phone gives; `createTransport` gets a look at where to send, which only `init` tells. */
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
}

/** What `trackOrder` answers: the ids of the events taken over, of those known already, and what was wrong. */
export interface Tracked {
  readonly queued: string[]
  readonly duplicates: string[]
  readonly issues: Issue[]
}

/** What `init` need not say; without an `appId` the plugin is off. */
const DEFAULTS = {
  appId: '',
  reportUrl: 'https://zhls.qq.com/api/report',
  batchSize: 10,
  consent: true,
  redactQuery: ['phone', 'mobile', 'token', 'session_key'],
}
/** The vendor's other interfaces take lists of at most 50. */
const MAX_BATCH = 50

const failure = (path: string, expected: string): Issue[] => [{ path, expected, received: 'none' }]
const nothing = (issues: Issue[] = []): Tracked => ({ queued: [], duplicates: [], issues })

/** Capture and delivery wired together: everything that the plugin can do. Nothing in here throws. */
export const createTracker = ({ storage, clock, ...platform }: Platform) => {
  let options: typeof DEFAULTS & Output<typeof Options> = DEFAULTS
  let actions = new Map<string, ActionType | null>()
  let user: User | undefined
  let consent: boolean | undefined

  const { note, read, forget, onReport } = createJournal(clock.now)
  const delivery = createDelivery(
    storage,
    clock,
    platform.createTransport(() => options),
    note,
    () => Math.min(options.batchSize, MAX_BATCH),
  )
  /** The network is back, the app is in front again, or somebody wants it now. */
  const restart = () => delivery.flush(true)

  /** A public function: whatever it is given, it answers and does not throw. */
  const safe =
    <A extends unknown[], R>(run: (...args: A) => R, otherwise: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return run(...args)
      } catch (error) {
        // What is thrown may have no words.
        note(
          'error',
          undefined,
          attempt(() => String(error), 'error'),
        )
        return otherwise(...args)
      }
    }
  const quiet = <A extends unknown[]>(run: (...args: A) => void) => safe(run, () => undefined)
  const capture = createCapture(quiet, platform.entry, restart)

  const complain = (where: string, issues: readonly Issue[]): void => {
    for (const { path, expected, received } of issues) {
      const reason = `${where}: ${path}: expected ${expected}, received ${received}`
      note('invalid', undefined, reason)
      console.error(`[coupon-tracker] ${reason}`)
    }
  }
  /** Runs with the input as the schema has it; or says what is wrong, and all stays as it was. */
  const accepting = <T>(where: string, schema: Schema<T>, run: (output: T) => void) =>
    quiet((input: T) => {
      const { output, issues } = parse(schema, input)
      if (issues.length) complain(where, issues)
      else run(output)
    })

  const obey = (): void => {
    const granted = consent ?? options.consent
    // Without a word from the user nothing is erased: it is held.
    if (granted || consent === false) delivery.setConsent(granted)
    if (consent === false) forget()
  }
  const context = (): Context => ({
    ...capture.current(options.redactQuery, options.titles),
    sr_sdk_version: VERSION,
    wx_user: { app_id: options.wxAppId, ...user },
  })
  const track = (change: OrderChange): Tracked => {
    if (!options.appId) return nothing(failure('init', 'init({appId})'))
    const { output, issues } = parse(OrderChange, change)
    const status = output.order_status
    const action = actions.get(status)
    if (!action && typeof status === 'string' && status) return nothing()
    const broken = issues.map(({ path }) => /^coupons\[(\d+)\]/.exec(path)?.[1])
    if (!action || broken.includes(undefined)) return nothing(issues)
    // A bad coupon does not hold back a good one: it leaves a hole, which forEach passes over.
    // oxlint-disable-next-line typescript/no-array-delete -- the hole is what is wanted
    for (const index of broken) delete output.coupons[Number(index)]

    const built = consumeCoupons(output, action, context(), clock.now())
    return { ...delivery.add(built.events), issues: [...issues, ...built.issues] }
  }

  const asGiven = (given: object): object => given
  const page = safe<[object, { page_title?: string }?], object>(capture.page, asGiven)
  const component = safe<[object, { component_name?: string }?], object>(capture.component, asGiven)
  const app = safe(capture.app<object>, asGiven)
  /** Constructor in, constructor out. Without options (`Component()`) there is nothing to observe. */
  const wrap =
    (observe: (options: object) => object) =>
    (original: (options?: object) => unknown) =>
    (...given: object[]) =>
      original(...given.map((one) => observe(one)))

  return {
    init: accepting('init', Options, (accepted) => {
      if (!options.appId) platform.onOnline(restart)
      options = { ...DEFAULTS, wxAppId: platform.wxAppId(), ...accepted }
      actions = new Map(Object.entries({ ...DEFAULT_ACTION_TYPES, ...options.actionTypes }))
      obey()
    }),
    setConsent: quiet((granted: boolean) => {
      consent = granted
      if (options.appId) obey()
    }),
    setUser: accepting('setUser', User, (accepted) => {
      user = accepted
      delivery.setUser(accepted)
    }),
    setChan: quiet((given: Channel) =>
      accepting('setChan', Channel, capture.setChan)({ ...capture.chan(), ...given }),
    ),
    setPageTitle: accepting('setPageTitle', text, capture.setPageTitle),

    trackOrder: safe(
      (change: OrderChange): Tracked => {
        const tracked = track(change)
        complain('trackOrder', tracked.issues)
        return tracked
      },
      () => nothing(failure('', 'plain data')),
    ),

    page,
    component,
    app,
    wrapApp: wrap(app),
    wrapPage: wrap(page),
    wrapComponent: wrap(component),
    appShow: quiet(capture.appShow),
    appHide: quiet(restart),

    flush: () =>
      new Promise<void>((resolve) => delivery.flush(true, resolve)).catch(() => undefined),
    /** Counts since the launch; `pending` and `refused` are what is there now, `losses` the dropped by reason. */
    getStatus: () => ({
      ...read(),
      ...delivery.read(),
      context: attempt<Context, Context>(context, { chan: {}, wx_user: {} }),
    }),
    retryRefused: quiet(delivery.retryRefused),
    usableCoupons: (cart: Cart, slot?: string) =>
      platform.usableCoupons(cart, slot, options.gateway, clock, user?.open_id),
    onReport,
  }
}

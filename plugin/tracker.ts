import type { EnterOptions } from './capture/channel'
import { createCapture } from './capture/capture'
import { type ActionTypes, DEFAULT_ACTION_TYPES } from './event/action-type'
import { Channel } from './event/chan'
import { consumeCoupons } from './event/consume-coupons'
import { copy } from './event/copy'
import type { Context } from './event/context'
import type { Issue } from './event/issue'
import { OrderChange } from './event/order-change'
import { parse } from './event/parse'
import { User } from './event/wx-user'
import { localId } from './local-id'
import { type InitOptions, Options } from './options'
import { createDelivery } from './report/delivery'
import type { JournalEntry } from './report/journal'
import type { Clock, Send, Storage } from './report/ports'

/** What `trackOrder` answers: the ids of the events taken over, of those known already, and what was wrong. */
export interface Tracked {
  readonly queued: string[]
  readonly duplicates: string[]
  readonly issues: Issue[]
}

/** What the phone gives; `createSend` gets a look at where to send, which only `init` tells. */
export interface Outside {
  readonly storage: Storage
  readonly clock: Clock
  readonly createSend: (target: () => { appId: string; reportUrl: string }) => Send
  readonly entry: () => EnterOptions | undefined
  readonly wxAppId: () => string | undefined
  readonly onNetworkReturn: (run: () => void) => void
}

const REPORT_URL = 'https://zhls.qq.com/api/report'
const REDACTED = ['phone', 'mobile', 'token', 'session_key']
/** The vendor's other interfaces take lists of at most 50. */
const MAX_BATCH = 50

const nothingTracked = (issues: Issue[] = []): Tracked => ({ queued: [], duplicates: [], issues })

const describe = (issues: readonly Issue[]): string =>
  issues
    .map(({ path, expected, received }) => `${path}: expected ${expected}, received ${received}`)
    .join('; ')

/** Capture and delivery wired together: everything that the plugin can do. Nothing in here throws. */
export const createTracker = (outside: Outside) => {
  const { storage, clock } = outside
  let options: InitOptions | undefined
  let actionTypes: ActionTypes = DEFAULT_ACTION_TYPES
  let wxAppId: string | undefined
  let user: User | undefined
  let consent: boolean | undefined
  let listening = false

  const target = () => ({ appId: `${options?.appId}`, reportUrl: options?.reportUrl ?? REPORT_URL })
  const delivery = createDelivery(storage, clock, outside.createSend(target), () =>
    localId(clock.random),
  )
  const fault = (error: unknown): void => delivery.journal.note('error', undefined, String(error))
  const swallow = (run: () => void): void => {
    try {
      run()
    } catch (error) {
      fault(error)
    }
  }
  const capture = createCapture(swallow, outside.entry, delivery.restart)

  const complain = (where: string, issues: readonly Issue[]): void => {
    for (const issue of issues) delivery.journal.note('invalid', undefined, describe([issue]))
    console.error(`[coupon-tracker] ${where}: ${describe(issues)}`)
  }
  /** The input as the schema has it; undefined when it breaks a rule, which is said. */
  const accept = <S extends Parameters<typeof parse>[0]>(
    where: string,
    schema: S,
    given: unknown,
  ) => {
    const { output, issues } = parse(schema, copy(given), given)
    if (!issues.length) return output as ReturnType<typeof parse<S>>['output']
    complain(where, issues)
    return undefined
  }

  const track = (given: OrderChange): Tracked => {
    if (!options) {
      const expected = 'init({appId}) before trackOrder'
      return nothingTracked([{ path: 'init', expected, received: 'not called' }])
    }
    const cleaned = copy(given) as Partial<OrderChange> | null
    const status = `${cleaned?.order_status}`
    const action = Object.keys(actionTypes).includes(status) ? actionTypes[status] : null
    if (cleaned?.order_status && !action) return nothingTracked()
    const { output, issues } = parse(OrderChange, cleaned, given)
    const at = issues.map(({ path }) => /^coupons\[(\d+)\]/.exec(path)?.[1])
    if (!action || at.includes(undefined)) return nothingTracked(issues)
    // A bad coupon does not hold back a good one: it leaves a hole, which forEach passes over.
    const coupons = [...output.coupons]
    for (const index of at) delete coupons[Number(index)]

    const redacted = options.redactQuery ?? REDACTED
    const local_id = delivery.local_id()
    const context = {
      ...capture.current(redacted, options.titles ?? {}),
      wx_user: { app_id: wxAppId, ...user, ...(local_id && { local_id }) },
    } as Context // Without a wx appid the check says so.
    const built = consumeCoupons({ ...output, coupons }, action, context, clock.now())
    return { ...delivery.deliver(built.events), issues: [...issues, ...built.issues] }
  }

  /** The public function: whatever it is given, it answers and does not throw. */
  const safe =
    <A extends unknown[], R>(run: (...args: A) => R, otherwise: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return run(...args)
      } catch (error) {
        fault(error)
        return otherwise(...args)
      }
    }
  const nothing = (): void => undefined

  return {
    init: safe((given: InitOptions): void => {
      const accepted = accept('init', Options, given)
      if (!accepted) return
      options = accepted as InitOptions
      actionTypes = { ...DEFAULT_ACTION_TYPES, ...given.actionTypes }
      wxAppId = options.wxAppId ?? outside.wxAppId()
      if (!listening) outside.onNetworkReturn(delivery.restart)
      listening = true
      delivery.setBatchSize(Math.min(options.batchSize ?? 10, MAX_BATCH))
      // Without a word from the user nothing is erased: it is held.
      if (consent ?? options.consent ?? true) delivery.setConsent(true)
      else if (consent === false) delivery.setConsent(false)
    }, nothing),

    setConsent: safe((granted: boolean): void => {
      consent = granted === true
      if (options) delivery.setConsent(consent)
    }, nothing),

    setUser: safe((given: User): void => {
      const accepted = accept('setUser', User, given)
      if (!accepted) return
      user = accepted
      delivery.setUser(user)
    }, nothing),

    setChan: safe((given: Channel): void => {
      const accepted = accept('setChan', Channel, { ...capture.chan(), ...given })
      if (accepted) capture.setChan(accepted)
    }, nothing),

    setPageTitle: safe((title: string): void => capture.setPageTitle(`${title}`), nothing),

    trackOrder: safe(
      (change: OrderChange): Tracked => {
        const tracked = track(change)
        if (tracked.issues.length) complain('trackOrder', tracked.issues)
        return tracked
      },
      () =>
        nothingTracked([{ path: '', expected: 'plain data', received: 'what JSON cannot hold' }]),
    ),

    page: safe<[object, string?], object>(capture.page, (given) => given),
    component: safe<[object, string?], object>(capture.component, (given) => given),
    app: safe<[object], object>(capture.app, (given) => given),
    appShow: safe(capture.appShow, nothing),
    appHide: safe((): void => void delivery.flush(), nothing),

    flush: safe(delivery.flush, () => Promise.resolve()),
    getStatus: delivery.status,
    retryRefused: safe(delivery.retryRefused, nothing),
    onReport: safe(
      (listener: (entry: JournalEntry) => void) => {
        delivery.journal.listeners.add(listener)
        return () => void delivery.journal.listeners.delete(listener)
      },
      () => nothing,
    ),
  }
}

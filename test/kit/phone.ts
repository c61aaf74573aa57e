import { usableCoupons } from '../../plugin/coupons/client'
import { createTracker } from '../../plugin/tracker'
import { createFakeClock } from './clock'
import { ACCEPTED, createFakeCollector, OFFLINE } from './collector'
import { createFakeStorage } from './storage'

const PAGE = { route: 'pages/checkout', options: {} }

/** A page of the merchant's, opened as WeChat opens it. */
export const openPage = (
  tracker: Pick<ReturnType<typeof createTracker>, 'page'>,
  self: { route: string; options?: Record<string, string>; [other: string]: unknown } = PAGE,
  options: object = {},
  named: { page_title?: string } = {},
) => {
  type Methods = Record<string, (...args: unknown[]) => unknown>
  const instance = { ...self, ...tracker.page(options, named) } as Methods
  instance['onLoad']?.call(instance, self.options ?? {})
  instance['onShow']?.call(instance)
  return instance
}

export const USER = { open_id: 'ogN6X0T-ilsH-XmIdzXtuR1f1r3Q' }
export const OPTIONS = { appId: 'bi0000000000000000' }

/** A phone: storage that outlives the app, a clock, a way to the collector; and the app, started and killed at will. */
export const createPhone = (seed = 1) => {
  const clock = createFakeClock(undefined, seed)
  const storage = createFakeStorage()
  const collector = createFakeCollector(clock)
  let networkListeners: (() => void)[] = []
  let runs: { alive: boolean }[] = []
  let left = Infinity
  const phone = {
    clock,
    storage,
    collector,
    entry: { scene: 1011, path: 'pages/index', query: {} } as object | undefined,
    /** Each is a synchronous call on a phone. */
    entriesAsked: 0,
    /** A new run of the app: the plugin's code runs again, what was in memory is gone. */
    launch() {
      phone.kill()
      return phone.launchBeside()
    },
    /** A further copy of the plugin's code, in the same run. */
    launchBeside() {
      // What a killed run still holds must not reach the phone any more.
      const run = { alive: true }
      if (!runs.length) left = Infinity
      runs.push(run)
      const living = (): boolean => {
        if (run.alive && left-- <= 0) phone.kill()
        return run.alive
      }
      return createTracker({
        storage: {
          read: (key) => (living() ? storage.read(key) : undefined),
          write: (key, text) => living() && storage.write(key, text),
          remove: (key) => living() && storage.remove(key),
        },
        clock,
        transport: (request, respond) =>
          living()
            ? collector.send(request, (response) => void (run.alive && respond(response)))
            : () => undefined,
        entry() {
          phone.entriesAsked++
          return phone.entry
        },
        wxAppId: () => 'wx9d4f5f22pa099f82',
        onOnline: (listener) => void networkListeners.push(listener),
        usableCoupons,
      })
    },
    /** A run that is ready to report: initialised, a user, a page in front. */
    start(options: object = {}, isBeside = false) {
      const tracker = isBeside ? phone.launchBeside() : phone.launch()
      tracker.init({ ...OPTIONS, ...options })
      tracker.setUser(USER)
      openPage(tracker)
      return tracker
    },
    kill(): void {
      for (const run of runs) run.alive = false
      runs = []
      networkListeners = []
      clock.kill()
    },
    /** The app is killed when it reaches for the storage or the network once more after `operations` times. */
    killAfter(operations: number) {
      left = operations
    },
    isAlive: () => runs.length > 0,
    networkReturns: () => networkListeners.forEach((listener) => listener()),
  }
  return phone
}

/** Each of these orders is paid while the phone is offline. */
export const startOffline = (...orders: string[]) => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  for (const order of orders) tracker.trackOrder(change('pay', order))
  return { phone, tracker }
}

/** The collector accepts again, and the app is started so often. Gives back the last run. */
export const deliver = async (
  phone: ReturnType<typeof createPhone>,
  launches = 1,
): Promise<ReturnType<typeof phone.start>> => {
  phone.collector.answer = ACCEPTED
  const tracker = phone.start()
  await phone.clock.pass(10 * 60_000)
  return launches > 1 ? deliver(phone, launches - 1) : tracker
}

/** The event of an order that was paid with one coupon: `change('pay', order)`. */
export const paidId = (order: string): string => `consume/${order}/${order}-coupon-0`

let orders = 0

/** A change of an order, with one coupon unless given others. */
export const change = (
  order_status = 'pay',
  order_id = `order-${++orders}`,
  coupons = 1,
): Parameters<ReturnType<typeof createTracker>['trackOrder']>[0] => ({
  order_status,
  order_id,
  coupons: Array.from({ length: coupons }, (_, i) => ({
    coupon_id: `batch-${i}`,
    coupon_ins_id: `${order_id}-coupon-${i}`,
    coupon_ins_name: '满 30 减 5',
    coupon_deduction: 5,
  })),
})

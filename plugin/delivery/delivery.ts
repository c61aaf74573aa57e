import type { Report } from './journal'
import type { Clock, Fill, Queued, Storage, Transport } from './ports'
import { createQueue } from './queue'
import { createSender } from './sender'

const MINUTE_MS = 60_000
const TICK_MINUTES = 5

export interface DeliveryOptions {
  readonly storage: Storage
  readonly clock: Clock
  readonly transport: Transport
  readonly report: Report
  /** Events in one request, at most. */
  readonly batchSize: () => number
  /** The event with the phone's clock skew in it, which is known when it is sent. */
  readonly skewed: (text: string, skewMs: number) => string
}

/** The whole way out: reported → stored → sent → acknowledged, and the user's consent over all of it. */
export const createDelivery = (options: DeliveryOptions) => {
  const { storage, clock, transport, report, batchSize, skewed } = options
  /** undefined: neither granted nor refused; then all is held in memory. */
  let consent: boolean | undefined
  let fill: Fill = (item) => item
  let isErased = true
  let isTicking = false
  const queue = createQueue(storage, clock, report)
  const begin = () => createSender(transport, clock, queue, batchSize, skewed)
  let sender = begin()

  /** As long as something waits: its age, what could not be stored, a storage that was cleared. */
  const tick = (): void => {
    if (isTicking || queue.isEmpty() || !consent) return
    isTicking = true
    clock.after(TICK_MINUTES * MINUTE_MS, () => {
      isTicking = false
      if (!consent || queue.isEmpty()) return
      queue.tend()
      queue.age(TICK_MINUTES)
      tick()
    })
  }
  const open = (): boolean => {
    if (queue.isOpen()) return true
    if (!queue.open()) {
      if (queue.isRefused()) consent = false
      return false
    }
    queue.complete(fill)
    sender.added()
    tick()
    return true
  }

  return {
    /** Consent was not asked for: delivers, unless the user refused in an earlier run. */
    start(): void {
      consent ??= true
      if (consent) open()
    },
    /** The user's consent. true: what was held is stored and goes out; false: everything is erased, and stays so. */
    setConsent(granted: boolean): void {
      consent = granted
      if (!granted) {
        sender.stop()
        sender = begin()
        isErased = queue.erase()
        return
      }
      open()
      if (queue.isRefused()) queue.begin()
      consent = true
      open()
    },
    /** Sends and stores nothing more, until the user consents; what is there is kept. */
    pause(): void {
      consent = undefined
      sender.stop()
      sender = begin()
    },
    isRefused: () => consent === false,

    /** Takes events over; when it returns they survive a kill. Gives back the ids of the new and of the known ones. */
    add(items: readonly Queued[]): { queued: string[]; duplicates: string[] } {
      if (consent) open()
      if (consent === false) {
        for (const { id } of items) report('dropped', id, 'consent')
        return { queued: [], duplicates: [] }
      }
      const answer = queue.add(items, !!consent)
      if (consent && answer.queued.length) {
        sender.added()
        tick()
      }
      return answer
    },
    /** Completes what lacks something, now and when it is read from the phone. */
    complete(next: Fill): void {
      fill = next
      queue.complete(next)
      if (consent) sender.added()
    },
    /** `wx_user.local_id`; undefined while the user's consent is not there. */
    localId: (): string | undefined => (consent ? queue.localId() : undefined),

    /** The network or the app is back, or the merchant wants it. `done`: when nothing more can be sent for now. */
    nudge(done?: () => void): void {
      if (consent === false && !isErased) isErased = queue.erase()
      if (!consent) return done?.()
      open()
      queue.tend()
      sender.nudge(done)
    },
    /** Tries again what is parked, but not without end: a listener may call it on each refusal. */
    retryRefused(): void {
      if (!consent) return
      open()
      sender.retry()
    },
    read: () => ({ ...queue.read(), ...sender.read() }),
  }
}

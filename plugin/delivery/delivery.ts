import type { Report } from './journal'
import { type Launch, lookAtLaunch } from './launch'
import type { Clock, Fill, Queued, Storage, Transport } from './ports'
import type * as Queues from './queue'
import type * as Senders from './sender'

const MINUTE_MS = 60_000
const TICK_MINUTES = 5
/** After these times, in ms, a storage is asked again that does not say whether the user refused; then it is not known. */
const MUTE_MS = [1_000, 4_000, 25_000]

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

const nothing = () => ({ pending: 0, waiting: [], parked: [], next: null })

/**
 * The whole way out: reported → stored → sent → acknowledged, and the user's consent over all of it. A launch where
 * nothing waits looks at the pages and loads no more.
 */
export const createDelivery = (options: DeliveryOptions) => {
  const { storage, clock, transport, report, batchSize, skewed } = options
  /** undefined: neither granted nor refused; then all is held in memory. */
  let consent: boolean | undefined
  let fill: Fill = () => (item) => item
  /** `setConsent(true)` was called in this run; it overrides a stored refusal. */
  let isGranted = false
  let isErased = true
  /** The storage does not answer: it is not asked again in the same turn, since each read costs a millisecond. */
  let isMute = false
  /** As long as it has not answered since the launch, the user may have refused: nothing is sent. */
  let isUnsure = false
  let cancelTick: (() => void) | undefined
  let cancelAsking: (() => void) | undefined
  let launch: Launch | undefined
  let queue: ReturnType<typeof Queues.createQueue> | undefined
  let sender: ReturnType<typeof Senders.createSender> | undefined

  const loadQueue = () => {
    if (queue) return queue
    const { createQueue }: typeof Queues = require('./queue')
    queue = createQueue(storage, clock, report, launch, added)
    queue.complete(fill)
    return queue
  }
  /** No timer runs while nothing waits. */
  const stopTick = (): void => {
    if (cancelTick) cancelTick()
    cancelTick = undefined
  }
  const send: Transport = (request, respond) =>
    transport(request, (response) => {
      respond(response)
      if (loadQueue().isEmpty()) stopTick()
    })
  const loadSender = () => {
    if (sender) return sender
    const { createSender }: typeof Senders = require('./sender')
    sender = createSender(send, clock, loadQueue(), batchSize, skewed)
    return sender
  }
  const stop = (): void => {
    if (sender) sender.stop()
    sender = undefined
    stopTick()
  }

  /** As long as something waits: its age, what could not be stored, a storage that was cleared. */
  const tick = (): void => {
    const waiting = loadQueue()
    if (cancelTick || waiting.isEmpty() || !consent) return
    cancelTick = clock.after(TICK_MINUTES * MINUTE_MS, () => {
      cancelTick = undefined
      if (!consent || waiting.isEmpty()) return
      open()
      waiting.tend()
      waiting.age(TICK_MINUTES)
      tick()
    })
  }
  /** Something new waits. The call that brought it does not wait for this. */
  const added = (): void => {
    if (!consent || isUnsure) return
    loadSender().added()
    tick()
  }
  const silence = (): void => {
    isMute = true
    void Promise.resolve().then(() => {
      isMute = false
    })
  }
  const open = (): void => {
    const waiting = loadQueue()
    if (waiting.isOpen() || isMute) return
    let isOpen = waiting.open()
    if (isGranted && waiting.isRefused()) {
      waiting.begin()
      isOpen = waiting.open()
    }
    if (!isOpen && !waiting.isRefused()) return silence()
    isUnsure = false
    if (isOpen) {
      waiting.complete(fill)
      return added()
    }
    consent = false
    // What was reported before the storage said so.
    isErased = waiting.erase(false)
  }
  /** Asks a storage again that has not answered, or has not erased all. */
  const askAgain = (times = 0): void => {
    const ms = MUTE_MS[times]
    isUnsure = !!ms && !!consent && !isGranted
    if (cancelAsking) cancelAsking()
    if (!ms) {
      loadQueue().complete(fill)
      return added()
    }
    cancelAsking = clock.after(ms, () => {
      if (consent) open()
      else if (!isErased) isErased = loadQueue().erase(true)
      if (consent ? !loadQueue().isOpen() : !isErased) askAgain(times + 1)
    })
  }

  return {
    /** Consent was not asked for: delivers, unless the user refused in an earlier run. */
    start(): void {
      consent = consent === undefined ? true : consent
      if (!consent) return
      if (!queue) {
        launch = lookAtLaunch(storage)
        if (!launch) silence()
      }
      if (queue || !launch || !launch.isIdle || launch.isNew) open()
      if (consent && (queue ? !queue.isOpen() : !launch)) askAgain()
      if (queue) queue.sayUnsaved()
    },
    /** The user's consent. true: what was held is stored and goes out; false: everything is erased, and stays so. */
    setConsent(granted: boolean): void {
      if (granted) this.findRefusal()
      consent = isGranted = granted
      isUnsure = false
      if (!granted) {
        stop()
        isErased = loadQueue().erase(true)
        return isErased ? undefined : askAgain()
      }
      open()
      const waiting = loadQueue()
      waiting.sayUnsaved()
      if (!waiting.isOpen()) return askAgain()
      // What was held while it was paused.
      waiting.complete(fill)
      waiting.tend()
      added()
    },
    /** Sends and stores nothing more, until the user consents; what is there is kept. */
    pause(): void {
      consent = undefined
      isUnsure = false
      stop()
      if (queue) queue.close()
    },
    isRefused: () => consent === false,
    /** Before the user agrees: whether a refusal held until now, also one of an earlier run. What was reported under it is lost. */
    findRefusal(): boolean {
      if (!isGranted) open()
      return consent === false
    },

    /** Takes events over; when it returns they survive a kill. Gives back the ids of the new and of the known ones. */
    add(items: readonly Queued[]): { queued: string[]; duplicates: string[] } {
      if (consent) open()
      if (consent === false) {
        for (const { id } of items) report('dropped', id, 'consent')
        return { queued: [], duplicates: [] }
      }
      return loadQueue().add(items, !!consent)
    },
    /** Completes what lacks something, now and when it is read from the phone. */
    complete(next: Fill): void {
      fill = next
      if (!queue) return
      queue.complete(next)
      if (consent && !isUnsure) loadSender().added()
    },
    /** `wx_user.local_id`; undefined while the user's consent is not there, or the storage may still say which it is. */
    localId(): string | undefined {
      if (consent) open()
      return consent && !isUnsure ? loadQueue().localId() : undefined
    },

    /** The network or the app is back, or the merchant wants it. `done`: when nothing more can be sent for now. */
    nudge(done?: () => void): void {
      if (consent === false && !isErased) isErased = loadQueue().erase(true)
      if (consent && queue) open()
      if (!consent || !queue || isUnsure) return done && done()
      queue.tend()
      loadSender().nudge(done)
    },
    /** Tries again what is parked, but not without end: a listener may call it on each refusal. */
    retryRefused(): void {
      if (consent && queue) open()
      if (consent && queue && !isUnsure) loadSender().retry()
    },
    read: () => (queue ? { ...queue.read(), ...loadSender().read() } : nothing()),
  }
}

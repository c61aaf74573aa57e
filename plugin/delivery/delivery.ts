import type { ConsumeCoupon } from '../event/consume-coupon'
import type { User } from '../event/context'
import { toEntry } from './entry'
import type { Note } from './journal'
import { createOutbox } from './outbox'
import type { Clock, Send, Storage } from './ports'
import { createReporter } from './reporter'

/** The whole way out: told → stored → sent → acknowledged, and the user's consent over all of it. */
export const createDelivery = (
  storage: Storage,
  clock: Clock,
  send: Send,
  note: Note,
  batchSize: () => number,
) => {
  /** undefined: the user was not asked yet. */
  let consent: boolean | undefined
  let outbox: ReturnType<typeof createOutbox>
  let reporter: ReturnType<typeof createReporter>

  const begin = (): void => {
    outbox = createOutbox(storage, clock, note)
    reporter = createReporter(send, clock, outbox, note, batchSize)
  }
  begin()
  /** Sends what it may; `anew`: waited long enough. */
  const flush = (anew?: boolean, done?: () => void): void => {
    if (!consent) return done?.()
    outbox.open()
    reporter.flush(anew, done)
  }

  return {
    flush,
    /** The user's word. true: what was held is stored and goes out; false: everything is erased. */
    setConsent(granted: boolean): void {
      consent = granted
      if (granted) return flush()
      reporter.stop()
      outbox.erase()
      begin()
    },

    /** Takes events over; when it returns they survive a kill. Gives back the ids of the new and of the known ones. */
    add(events: readonly ConsumeCoupon[]): { queued: string[]; duplicates: string[] } {
      if (consent === false) {
        for (const event of events) note('dropped', toEntry(event, 0).id, 'consent')
        return { queued: [], duplicates: [] }
      }
      if (consent) outbox.open()
      const told = outbox.add(events)
      flush()
      return told
    },
    setUser(user: User): void {
      outbox.setUser(user)
      flush()
    },
    retryRefused(): void {
      outbox.retryRefused()
      flush(true)
    },
    read: () => outbox.read(),
  }
}

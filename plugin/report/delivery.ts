import type { ConsumeCoupon } from '../event/consume-coupon'
import type { User } from '../event/wx-user'
import { toEntry } from './entry'
import { createJournal } from './journal'
import { createOutbox } from './outbox'
import type { Clock, Send, Storage } from './ports'
import { createRefusals } from './refusals'
import { createReporter } from './reporter'

/** The whole way out: told → stored → sent → acknowledged, and the user's consent over all of it. */
export const createDelivery = (
  storage: Storage,
  clock: Clock,
  send: Send,
  newLocalId: () => string,
  batchSize: () => number,
) => {
  /** undefined: the user was not asked yet. */
  let consent: boolean | undefined

  const journal = createJournal(clock.now)
  const { note } = journal
  const outbox = createOutbox(storage, newLocalId, journal)
  const refusals = createRefusals(storage, clock)
  const reporter = createReporter(send, clock, outbox, refusals, journal, batchSize)
  const ready = () => consent && (outbox.isOpen() || (refusals.open() && outbox.open()))
  const wake = (): void => {
    if (consent && outbox.count()) reporter.wake()
  }
  /** The network is back, the app is in front again, or somebody wants it now. */
  const restart = (): void => {
    if (!consent) return
    ready()
    reporter.restart()
  }

  return {
    journal,
    local_id: outbox.local_id,
    restart,

    /** The user's word. true: what was held is stored and goes out; false: everything is erased. */
    setConsent(granted: boolean): void {
      consent = granted
      ready()
      wake()
      if (granted) return
      reporter.stop()
      refusals.remove(refusals.list().map(({ fp }) => fp))
      outbox.erase()
    },

    /** Takes events over; when it returns they survive a kill. Gives back the ids of the new and of the known ones. */
    deliver(events: readonly ConsumeCoupon[]): { queued: string[]; duplicates: string[] } {
      const queued: string[] = []
      const duplicates: string[] = []
      const now = clock.now()
      const stored = ready()
      const fresh = events.filter((event) => {
        const { id, fp } = toEntry(event, now)
        const known = queued.includes(id) || outbox.knows(fp)
        if (consent === false) note('dropped', id, 'consent')
        else {
          note(known ? 'duplicate' : 'queued', id)
          if (!known && consent && !stored) note('unsaved', id, 'storage')
          return (known ? duplicates : queued).push(id) && !known
        }
        return false
      })
      if (fresh.length) outbox.add(fresh, now)
      wake()
      return { queued, duplicates }
    },

    setUser(user: User): void {
      outbox.setUser(user)
      wake()
    },
    flush: (): Promise<void> => (consent ? reporter.flush() : Promise.resolve()),
    retryRefused(): void {
      refusals.retry()
      restart()
    },

    /** Counts since the launch; `pending` and `refused` are what is there now, `losses` the dropped by reason. */
    status() {
      const quarantine = refusals.list()
      return {
        ...journal.counts,
        pending: outbox.count() - quarantine.length,
        refused: quarantine.length,
        losses: { ...journal.losses },
        quarantine: [...quarantine],
        troubles: [...journal.troubles],
      }
    },
  }
}

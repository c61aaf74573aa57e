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
) => {
  let batchSize = 10
  /** undefined: the user was not asked yet. */
  let consent: boolean | undefined

  const journal = createJournal(clock.now)
  const { note, count } = journal
  const outbox = createOutbox(storage, newLocalId, (loss, ids) => {
    for (const id of ids) note(loss === 'unsaved' ? loss : 'dropped', id, loss)
  })
  const refusals = createRefusals(storage, clock)
  const reporter = createReporter(send, clock, outbox, refusals, journal, () => batchSize)
  const ready = (): boolean => !!consent && (outbox.isOpen() || (refusals.open() && outbox.open()))
  const wake = (): void => {
    if (consent && outbox.count()) reporter.wake()
  }

  return {
    journal,
    local_id: outbox.local_id,

    /** The user's word. true: what was held is stored and goes out; false: everything is erased. */
    setConsent(granted: boolean): void {
      consent = granted
      if (granted) {
        ready()
        wake()
        return
      }
      reporter.stop()
      for (const { id } of outbox.erase()) note('dropped', id, 'consent')
      refusals.remove(refusals.list().map(({ fp }) => fp))
    },
    setBatchSize(size: number): void {
      batchSize = size
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
        else (known ? duplicates : queued).push(id)
        return !known && consent !== false
      })
      if (fresh.length) outbox.add(fresh, now)
      for (const id of duplicates) note('duplicate', id)
      for (const id of queued) {
        note('queued', id)
        if (consent && !stored) note('unsaved', id, 'no storage')
      }
      wake()
      return { queued, duplicates }
    },

    setUser(user: User): void {
      outbox.setUser(user)
      wake()
    },
    /** The network is back, or the app is in front again. */
    restart(): void {
      ready()
      if (consent) reporter.restart()
    },
    flush: (): Promise<void> => (consent ? reporter.flush() : Promise.resolve()),
    retryRefused(): void {
      refusals.retry()
      if (consent) reporter.restart()
    },

    /** Counts since the launch; `pending` and `refused` are what is there now. */
    status() {
      const refused = refusals.list()
      return {
        pending: outbox.count() - refused.length,
        pending_bytes: outbox.bytes(),
        accepted: count('accepted'),
        refused: refused.length,
        dropped: count('dropped'),
        invalid: count('invalid'),
        duplicates: count('duplicate'),
        unsaved: count('unsaved'),
        errors: count('error'),
        /** Dropped events by reason. */
        losses: { ...journal.losses },
        /** Each event that was set aside, or rests after its last try. */
        quarantine: refused.map(({ id, reason, tries, at }) => ({
          event_id: id,
          reason,
          tries,
          at,
        })),
        /** The last troubles, oldest first. */
        troubles: [...journal.troubles],
      }
    },
  }
}

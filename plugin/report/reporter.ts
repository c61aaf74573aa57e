import type { Entry } from './entry'
import type { createJournal } from './journal'
import type { createOutbox, Readiness } from './outbox'
import type { Clock, Outcome, Send } from './ports'
import type { createRefusals } from './refusals'
import { LONGEST_MS, retryDelay } from './retry-delay'

/** The host has ten request slots: one is ours, and not for longer than this. */
const TIMEOUT_MS = 10_000

/**
 * Gets the events out: one request in flight, first in, first out. A refused batch is halved until the event that
 * the collector refuses stands alone; it is set aside and the rest goes on.
 */
export const createReporter = (
  send: Send,
  clock: Clock,
  outbox: ReturnType<typeof createOutbox>,
  refusals: ReturnType<typeof createRefusals>,
  { note }: ReturnType<typeof createJournal>,
  batchSize: () => number,
) => {
  /** Sizes of the pieces into which a refused batch was cut and that are still to be sent, the next one last. */
  let cuts: number[] = []
  let attempt = 0
  let backingOff = false
  let cancel: (() => void) | undefined
  /** Gives up what is in flight. */
  let abort: (() => void) | undefined
  let flushed: (() => void)[] = []

  const rest = (): void => {
    for (const resolve of flushed.splice(0)) resolve()
  }
  const schedule = (ms: number): void => {
    cancel?.()
    cancel = clock.after(ms, turn)
  }
  const readiness = ({ fp, event }: Entry): Readiness => {
    const refusal = refusals.find(fp)
    if (refusal && !refusals.holds(refusal)) return 'aside'
    return refusal || !event.props.wx_user.open_id ? 'wait' : 'ready'
  }
  const accept = (batch: readonly Entry[]): void => {
    const fps = batch.map(({ fp }) => fp)
    refusals.remove(fps)
    for (const { id } of outbox.remove(fps, true)) note('accepted', id)
  }
  const settle = (batch: readonly Entry[], outcome: Outcome, cut?: number): void => {
    abort = undefined
    if (outcome.kind === 'later') {
      if (cut) cuts.push(cut)
      note('later', undefined, outcome.reason)
      outbox.expire(clock.now())
      backingOff = true
      schedule(outcome.far ? LONGEST_MS : retryDelay(attempt++, clock.random()))
      rest()
      return
    }
    const half = batch.length >> 1
    const [entry] = batch
    attempt = 0
    if (outcome.kind === 'accepted') accept(batch)
    else if (half) cuts.push(batch.length - half, half)
    else if (entry) {
      note('refused', entry.id, outcome.reason)
      for (const { fp } of refusals.add(entry, outcome.reason)) {
        const lost = outbox.find(fp)
        if (lost) outbox.drop([lost], 'quarantine')
      }
    }
    schedule(0)
  }
  const dispatch = (batch: readonly Entry[], cut?: number): void => {
    let answered = false
    const answer = (outcome: Outcome): void => {
      if (answered) {
        // Late, or twice: an acceptance is good news at any time.
        if (outcome.kind === 'accepted') accept(batch)
        return
      }
      answered = true
      cancelTimeout()
      settle(batch, outcome, cut)
    }
    const cancelTimeout = clock.after(TIMEOUT_MS, () => {
      answer({ kind: 'later', reason: 'no answer within 10 s' })
      giveUp()
    })
    abort = () => {
      answered = true
      cancelTimeout()
      giveUp()
    }
    const giveUp = send(
      batch.map(({ event }) => event),
      answer,
    )
  }
  const turn = (): void => {
    backingOff = false
    if (abort) return
    const cut = cuts.pop()
    const { entries, more } = outbox.next(cut ?? batchSize(), readiness)
    if (entries.length) return dispatch(entries, cut)
    if (more) return schedule(0)
    const due = refusals.due()
    const entry = due && outbox.find(due.fp)
    if (entry) return dispatch([entry])
    if (due && outbox.isRead()) {
      // Its event is gone: it was answered just before a kill, or it fell out.
      refusals.remove([due.fp])
      return schedule(0)
    }
    const wait = refusals.nextDue()
    if (wait < Infinity && !due) schedule(wait)
    rest()
  }
  const restart = (): void => {
    attempt = 0
    if (!abort) schedule(0)
  }

  return {
    /** Something may be ready to go. Does nothing while a request is in flight or a retry is waited for. */
    wake(): void {
      if (!abort && !backingOff) schedule(0)
    },
    /** The network is back, or the app is in front again: the waiting is over. */
    restart,
    /** Sends what can be sent now. Resolves when nothing more can be sent for the time being; never rejects. */
    flush: (): Promise<void> =>
      new Promise((resolve) => {
        flushed.push(resolve)
        restart()
      }),
    /** Waits for nothing any more. */
    stop(): void {
      abort?.()
      cancel?.()
      abort = undefined
      cuts = []
      attempt = 0
      backingOff = false
      rest()
    },
  }
}

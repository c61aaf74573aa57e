import type { Entry } from './entry'
import type { Note } from './journal'
import type { createOutbox } from './outbox'
import type { Clock, Outcome, Send } from './ports'
import { LONGEST_MS, retryDelay } from './retry-delay'

/** The host has ten request slots: one is ours, and not for longer than this. */
const TIMEOUT_MS = 10_000

/** When so many events in a row were refused alone, it is the collector that is ill, and not the events. */
const PATIENCE = 4

/**
 * Gets the events out: one request in flight, first in, first out. A refused batch is halved until the event that
 * the collector refuses stands alone; it is set aside and the rest goes on. After a failure one event alone tries the
 * way: if its answer is lost too, there is one duplicate and not ten.
 */
export const createReporter = (
  send: Send,
  { after, random }: Clock,
  outbox: ReturnType<typeof createOutbox>,
  note: Note,
  batchSize: () => number,
) => {
  /** Sizes of the pieces into which a refused batch was cut and that are still to be sent, the next one last. */
  let cuts: number[] = []
  /** Requests since the last acceptance that brought nothing. */
  let attempt = 0
  let backingOff = false
  let cancel: (() => void) | undefined
  let inFlight: readonly Entry[] | undefined
  let giveUp: (() => void) | undefined
  const flushed: (() => void)[] = []

  const rest = (): void => {
    for (const resolve of flushed.splice(0)) resolve()
  }
  const schedule = (ms: number, run = turn): void => {
    cancel?.()
    cancel = after(ms, run)
  }
  const dispatch = (batch: readonly Entry[], cut?: number): void => {
    const answer = (outcome: Outcome): void => {
      const { kind } = outcome
      // Late, or twice: an acceptance is good news at any time.
      if (kind === 'accepted') outbox.remove(batch, kind)
      if (inFlight !== batch) return
      inFlight = undefined
      const half = batch.length >> 1
      let wait = 0
      if (kind === 'accepted') attempt = 0
      else if (kind === 'refused' && half) cuts.push(batch.length - half, half)
      else {
        wait = retryDelay(attempt++, random())
        if (kind === 'later') {
          if (cut) cuts.push(cut)
          note(kind, undefined, outcome.reason)
          outbox.expire()
          if (outcome.far) wait = LONGEST_MS
        } else {
          outbox.refuse(batch, outcome.reason)
          if (attempt <= PATIENCE) wait = 0
        }
      }
      backingOff = wait > 0
      if (backingOff) rest()
      schedule(wait)
    }
    inFlight = batch
    schedule(TIMEOUT_MS, () => {
      answer({ kind: 'later', reason: 'timeout' })
      giveUp?.()
    })
    giveUp = send(
      batch.map(({ event }) => event),
      answer,
    )
  }
  const turn = (): void => {
    backingOff = false
    const cut = attempt ? 0 : cuts.pop()
    const [batch, wait, more] = outbox.next(attempt ? 1 : (cut ?? batchSize()))
    if (batch.length) return dispatch(batch, cut)
    if (more) return schedule(0)
    if (wait < Infinity) schedule(wait)
    rest()
  }

  return {
    /**
     * Something may be ready to go. Does nothing while a request is in flight or, but for `anew`, a retry is waited
     * for. `done` is called when nothing more can be sent for the time being.
     */
    flush(anew?: boolean, done?: () => void): void {
      if (done) flushed.push(done)
      if (anew) {
        attempt = 0
        backingOff = false
      }
      if (!inFlight && !backingOff) schedule(0)
    },
    /** Waits for nothing any more. */
    stop(): void {
      if (inFlight) giveUp?.()
      inFlight = undefined
      cancel?.()
      rest()
    },
  }
}

import type { ConsumeCoupon } from '../../plugin/event/consume-coupon'
import type { Outcome, Send } from '../../plugin/delivery/ports'
import type { createFakeClock } from './clock'

/** What the collector, or the way to it, does with one request. */
export type Answer =
  | Outcome
  | 'stored, no answer'
  | 'lost, no answer'
  | { readonly twice: Outcome }
  | { readonly refuses: (event: ConsumeCoupon) => boolean }

export const ACCEPTED: Outcome = { kind: 'accepted' }
export const OFFLINE: Outcome = { kind: 'later', reason: 'request:fail' }
export const idOf = (event: ConsumeCoupon): string => String(event.props.extra?.['event_id'])

const LATENCY_MS = 50

/** A collector that remembers each request and each event that it stored. */
export const createFakeCollector = (clock: ReturnType<typeof createFakeClock>) => {
  const fake = {
    requests: [] as ConsumeCoupon[][],
    stored: [] as ConsumeCoupon[],
    answer: ACCEPTED as Answer,
    /** Answers to the next requests; then `answer` holds again. */
    next: [] as Answer[],
    aborted: 0,
    send: ((events, settle) => {
      const batch = JSON.parse(JSON.stringify(events)) as ConsumeCoupon[]
      fake.requests.push(batch)
      const answer = fake.next.shift() ?? fake.answer
      const reply = (outcome: Outcome, times = 1) => {
        if (outcome.kind === 'accepted') fake.stored.push(...batch)
        for (let i = 0; i < times; i++) clock.after(LATENCY_MS * (i + 1), () => settle(outcome))
      }
      if (answer === 'stored, no answer') fake.stored.push(...batch)
      else if (answer !== 'lost, no answer') {
        if ('twice' in answer) reply(answer.twice, 2)
        else if ('refuses' in answer) {
          reply(batch.some(answer.refuses) ? { kind: 'refused', reason: 'code 1' } : ACCEPTED)
        } else reply(answer)
      }
      return () => void fake.aborted++
    }) as Send,
    ids: () => fake.stored.map(idOf),
  }
  return fake
}

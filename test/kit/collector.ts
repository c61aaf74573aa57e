import type { ConsumeCoupon } from '../../plugin/event/tables'
import type { Response, Transport } from '../../plugin/delivery/ports'
import type { createFakeClock } from './clock'

/** What the collector, or the way to it, does with one request. */
export type Answer =
  | Response
  | 'stored, no answer'
  | 'lost, no answer'
  | { readonly twice: Response }
  | { readonly atOnce: Response }
  /** After the plugin has given the request up. */
  | { readonly late: Response }
  | { readonly refuses: (event: ConsumeCoupon) => boolean }
  | {
      readonly sticks: (event: ConsumeCoupon) => boolean
      readonly as: Response | 'lost, no answer' | { readonly late: Response }
    }

export const ACCEPTED: Response = { kind: 'accepted' }
export const OFFLINE: Response = { kind: 'retryable', reason: 'request:fail', answered: false }
const REFUSED: Response = { kind: 'refused', reason: 'code 1' }
export const idOf = (event: ConsumeCoupon): string => String(event.props.extra?.['event_id'])

const LATENCY_MS = 50
const LATE_MS = 15_000

/** A collector that remembers each request and each event that it stored. */
export const createFakeCollector = (clock: ReturnType<typeof createFakeClock>) => {
  const fake = {
    requests: [] as ConsumeCoupon[][],
    /** Where each request went. */
    destinations: [] as string[],
    stored: [] as ConsumeCoupon[],
    answer: ACCEPTED as Answer,
    /** Answers to the next requests; then `answer` holds again. */
    next: [] as Answer[],
    aborted: 0,
    /** Whether its answers carry its own time, at which the request came. */
    hasDate: false,
    /** How long an answer is under way, in ms. */
    latency: LATENCY_MS,
    send: (({ texts, to }, settle) => {
      const batch = texts.map((text) => JSON.parse(text) as ConsumeCoupon)
      fake.requests.push(batch)
      fake.destinations.push(`${to.appId} ${to.reportUrl}`)
      const dateMs = clock.trueNow()
      const reply = (response: Response, delays = [fake.latency]) => {
        if (response.kind === 'accepted') fake.stored.push(...batch)
        for (const ms of delays) {
          // A failure may be a proxy's answer: its date is none of the collector's.
          const isOwn = response.kind !== 'retryable'
          const answer = () => settle(fake.hasDate && isOwn ? { ...response, dateMs } : response)
          if (ms) clock.after(ms, answer)
          else answer()
        }
      }
      let answer = fake.next.shift() ?? fake.answer
      if (typeof answer === 'object' && 'sticks' in answer) {
        answer = batch.some(answer.sticks) ? answer.as : ACCEPTED
      }
      if (answer === 'stored, no answer') fake.stored.push(...batch)
      else if (answer !== 'lost, no answer') {
        if ('twice' in answer) reply(answer.twice, [fake.latency, 2 * fake.latency])
        else if ('atOnce' in answer) reply(answer.atOnce, [0])
        else if ('late' in answer) reply(answer.late, [LATE_MS])
        else if ('refuses' in answer) reply(batch.some(answer.refuses) ? REFUSED : ACCEPTED)
        else reply(answer)
      }
      return () => void fake.aborted++
    }) as Transport,
    ids: () => fake.stored.map(idOf),
  }
  return fake
}

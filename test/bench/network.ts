import type { Contestant } from './contestant'
import type { VirtualClock } from './virtual-clock'

/** One call of wx.request; `data` as it was at that moment. */
export interface Request {
  readonly url: string
  readonly data: unknown
  /** In ms; WeChat's own default is 60 s. */
  readonly timeout: number
}

interface Reply {
  readonly statusCode: number
  readonly data: unknown
}

/** What becomes of a request. `lost`: the collector stores the events, and then the phone's timeout strikes. */
export type Answer = Reply | 'fail' | 'timeout' | 'never' | 'lost'

/** Decides on a report by the events in it. */
export type Answering = (ids: () => readonly string[]) => Answer

export interface RequestOptions {
  readonly url: string
  readonly data?: unknown
  readonly timeout?: number
  readonly success?: (reply: Reply & { errMsg: string; header: object }) => void
  readonly fail?: (error: { errMsg: string }) => void
  readonly complete?: (result: { errMsg: string }) => void
}

export const STORED: Answer = { statusCode: 200, data: { code: 0, msg: 'ok' } }
const LATENCY_MS = 50
const DEFAULT_TIMEOUT_MS = 60_000

/** The way to the collector, and the collector: it remembers each request and what it stored. */
export const createNetwork = (
  clock: VirtualClock,
  contestant: Contestant,
  guard: (run: () => void) => void,
) => {
  const network = {
    answer: (() => STORED) as Answering,
    /** When reports were sent. */
    requests: [] as number[],
    stored: [] as { readonly at: number; readonly id: string; readonly key: string | undefined }[],
    /** Deliveries whose answer was lost. */
    unanswered: 0,
    /** Requests that are not reports: configuration, login, host checks. */
    others: 0,
    /** While CPU is measured nobody reads along: all is well, at once. */
    blind: false,

    send({ url, data, timeout = DEFAULT_TIMEOUT_MS, success, fail, complete }: RequestOptions) {
      const reply = (answer: Reply) => {
        const result = { ...answer, errMsg: 'request:ok', header: {} }
        guard(() => success?.(result))
        guard(() => complete?.(result))
      }
      const refuse = (errMsg: string) => {
        guard(() => fail?.({ errMsg }))
        guard(() => complete?.({ errMsg }))
      }
      const aside = contestant.aside(url)
      if (network.blind) {
        clock.after(1, () => reply({ statusCode: 200, data: aside ?? { code: 0 } }))
        return
      }
      if (aside) {
        network.others++
        // Its host is in the same outage, but not ill in the collector's way.
        if (network.answer(() => []) === 'fail')
          clock.after(LATENCY_MS, () => refuse('request:fail '))
        else clock.after(LATENCY_MS, () => reply({ statusCode: 200, data: aside }))
        return
      }
      network.requests.push(clock.now())
      const copy = typeof data === 'string' ? data : (JSON.parse(JSON.stringify(data)) as unknown)
      const events = () => contestant.events({ url, data: copy, timeout })
      const answer = network.answer(() => events().map(({ id }) => id))
      if (answer === STORED || answer === 'lost') {
        const seen = events()
        for (const event of seen) network.stored.push({ at: clock.now(), ...event })
        if (answer === 'lost') network.unanswered += seen.length
      }
      if (answer === 'never') return
      if (answer === 'fail') clock.after(LATENCY_MS, () => refuse('request:fail '))
      else if (typeof answer === 'string')
        clock.after(timeout, () => refuse('request:fail timeout'))
      else clock.after(LATENCY_MS, () => reply(answer))
    },
  }
  return network
}

import { APP_ID } from '../fakes/youshu'
import { reported } from '../store/events'

/** Phones that report until they are heard. */
export interface Phones {
  /** Events of which a gateway said that it has them, in the order of each order. */
  readonly heard: ReadonlyMap<string, readonly string[]>
  readonly posts: () => number
  /** Milliseconds that each heard report took. */
  readonly latencies: readonly number[]
  /** When all orders are reported, where they are counted. */
  readonly done: Promise<unknown>
  /** Begins no further order, and waits for those that are under way. */
  stop(): Promise<void>
}

interface Options {
  readonly random: () => number
  /** A gateway that may be asked now. */
  readonly anyUrl: () => string | undefined
  readonly phones: number
  /** How many reports are repeated, as a phone does whose answer was lost. */
  readonly repeats: number
  /** Which part of the orders the vendor refuses for ever. */
  readonly poison: number
  /** So many orders; default: until `stop`. */
  readonly orders?: number
  readonly eventsPerOrder?: number
}

const ACTIONS = ['pre_consume', 'consume', 'refund_consume']

const pause = (ms: number) => new Promise<void>((go) => setTimeout(go, ms))

/** Each phone reports one order after the other, and its next event only when the last was heard. */
export const startPhones = ({
  random,
  anyUrl,
  phones,
  repeats,
  poison,
  orders = Infinity,
  eventsPerOrder = 4,
}: Options): Phones => {
  const heard = new Map<string, string[]>()
  const latencies: number[] = []
  let posts = 0
  let begun = 0
  let stopping = false

  const post = async (event: object): Promise<boolean> => {
    const url = anyUrl()
    if (url === undefined) return false
    const start = performance.now()
    posts += 1
    try {
      const response = await fetch(`${url}/report?app_id=${APP_ID}&timestamp=1&nonce=n`, {
        method: 'POST',
        body: JSON.stringify(event),
        signal: AbortSignal.timeout(20_000),
      })
      const { code } = (await response.json()) as { code?: unknown }
      if (response.status !== 200 || code !== 0) return false
      latencies.push(performance.now() - start)
      return true
    } catch {
      return false
    }
  }

  const phone = async (name: number): Promise<void> => {
    while (!stopping && begun < orders) {
      begun += 1
      const order_id = `${name}-${begun}${random() < poison ? '-poison' : ''}`
      for (let n = 0; n < eventsPerOrder; n += 1) {
        const event_id = `${order_id}/${n}`
        const event = reported({ order_id, action_type: ACTIONS[n % 3] ?? '', extra: { event_id } })
        // The same event at two gateways at the same moment, or again after it was heard.
        const together = random() < repeats / 2 ? [post(event)] : []
        while (!(await post(event))) await pause(20 + 80 * random())
        await Promise.all(together)
        heard.set(order_id, [...(heard.get(order_id) ?? []), event_id])
        if (random() < repeats / 2) await post(event)
      }
    }
  }

  const running = Array.from({ length: phones }, (_, name) => phone(name))
  return {
    heard,
    latencies,
    posts: () => posts,
    done: Promise.all(running),
    async stop() {
      stopping = true
      await Promise.all(running)
    },
  }
}

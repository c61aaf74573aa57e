import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

/** A vendor on a port of its own that misbehaves now and then, and remembers everything. */
export interface ShakyVendor {
  readonly url: string
  /** The ids of all events that it took, in order, as often as it did. */
  readonly taken: readonly string[]
  /** The ids of all coupons that it took. */
  readonly coupons: ReadonlySet<string>
  /** Events that came again although the gateway had recorded before that they were taken. */
  readonly repeatedAfterAck: readonly string[]
  /** From now on it does nothing wrong. */
  calm(): void
  close(): Promise<void>
}

interface Faults {
  /** A number of at least 0 and less than 1. */
  readonly random: () => number
  /** When the gateway recorded that this event was taken (ms since 1970), as far as one of them can be asked. */
  readonly recordedAt: (event_id: string) => Promise<number | undefined>
  readonly delayMs?: number
}

/** Refused for ever. */
export const isPoison = (event_id: string): boolean => event_id.includes('poison')

const LOSES_ANSWER = 0.04
const DROPS = 0.07
const BUSY = 0.1

export const startShakyVendor = async ({
  random,
  recordedAt,
  delayMs = 5,
}: Faults): Promise<ShakyVendor> => {
  const taken: string[] = []
  const seen = new Set<string>()
  const coupons = new Set<string>()
  const repeatedAfterAck: string[] = []
  let shaky = true

  const takeCoupons = (body: unknown) => {
    const { coupons: list } = body as { coupons: { external_coupon_id: string }[] }
    for (const { external_coupon_id } of list) coupons.add(external_coupon_id)
    return { status: 200, body: { retcode: 0, errmsg: '', data: {} } }
  }
  /** `undefined`: no answer at all. */
  const takeEvents = async (
    events: readonly { props: { extra: { event_id: string } } }[],
    arrivedAt: number,
    chance: number,
  ): Promise<{ status: number; body: object } | undefined> => {
    const ids = events.map(({ props }) => props.extra.event_id)
    await Promise.all(
      ids.map(async (id) => {
        if (seen.has(id) && ((await recordedAt(id)) ?? Infinity) < arrivedAt)
          repeatedAfterAck.push(id)
      }),
    )
    if (delayMs) await new Promise((go) => setTimeout(go, delayMs))
    if (chance >= LOSES_ANSWER && chance < DROPS) return undefined
    if (chance >= DROPS && chance < BUSY) return { status: 503, body: {} }
    if (ids.some(isPoison)) return { status: 200, body: { code: 1003, msg: 'bad event' } }
    for (const id of ids) {
      seen.add(id)
      taken.push(id)
    }
    return chance < LOSES_ANSWER ? undefined : { status: 200, body: { code: 0, msg: 'ok' } }
  }
  const server = createServer(async (request, response) => {
    // What is recorded while this is looked into was another call's doing.
    const arrivedAt = Date.now()
    try {
      const body: unknown = await json(request)
      const chance = shaky ? random() : 1
      const answer = Array.isArray(body)
        ? await takeEvents(body, arrivedAt, chance)
        : chance < BUSY
          ? { status: 503, body: {} }
          : takeCoupons(body)
      if (!answer) throw new Error('no answer')
      const retry = answer.status === 503 && { 'retry-after': '1' }
      response
        .writeHead(answer.status, { 'content-type': 'application/json', ...retry })
        .end(JSON.stringify(answer.body))
    } catch {
      // Lost on purpose, or its sender was killed.
      request.socket.destroy()
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    taken,
    coupons,
    repeatedAfterAck,
    calm() {
      shaky = false
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

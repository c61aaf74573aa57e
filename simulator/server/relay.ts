import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Store } from '../../cloudfunctions/coupon-gateway/store/store'
import type { RelayedEvent, RelayState } from '../contracts'
import { BadRequest, bodyField, type EventStream } from './app'
import { createChanges } from './changes'
import type { GatewayProxy, OpenGateway } from './gateway'

// As many events the page shows.
const SHOWN = 50
// The forwarder works by itself; the page looks at what became of the events as often as this.
const POLL_MS = 500
const CONSUMED = 'consume'

interface Reported {
  readonly props?: {
    readonly action_type?: unknown
    readonly extra?: object
  }
}

/** The phone's events of a report that say that an order is paid: what the merchant's server learns from its till. */
const paidIn = (body: string): object[] => {
  const parsed: unknown = JSON.parse(body)
  const events = (Array.isArray(parsed) ? parsed : [parsed]) as Reported[]
  return events
    .filter(({ props }) => props?.action_type === CONSUMED)
    .map((event) => ({ ...event, props: { ...event.props, extra: { origin: 'server' } } }))
}

/**
 * The way of the demo's events: straight to the collector, or through the gateway, which keeps them in its embedded store
 * and forwards each once. On that way the shop's server reports each payment too, as a merchant's back end would.
 */
export const createRelay = (open: OpenGateway, gateway: GatewayProxy) => {
  const { announce, subscribe } = createChanges<RelayState>()
  const authorization = `Bearer ${open.operatorKey}`
  let on = false
  let shown = ''
  let store: Promise<Store> | undefined
  let timer: NodeJS.Timeout | undefined
  let folder: string | undefined

  const openStore = async (): Promise<Store> => {
    folder = mkdtempSync(join(tmpdir(), 'youshu-demo-'))
    const opened = await open.openStore(folder)
    const app = open.gateway()
    await app.ready()
    // `npm run events` of this machine's user, who needs no key.
    opened.serve((request, response) => {
      request.headers.authorization = authorization
      app.routing(request, response)
    })
    opened.start()
    return opened
  }

  const state = async (): Promise<RelayState> => {
    if (!store) return { on, events: [] }
    await store
    const response = await open
      .gateway()
      .inject({ url: `/events?limit=${SHOWN}`, headers: { authorization } })
    const { events = [] } = response.json<{ events?: RelayedEvent[] }>()
    return { on, events }
  }
  const poll = async () => {
    const now = await state()
    const text = JSON.stringify(now)
    if (text === shown) return
    shown = text
    announce(now)
  }

  return {
    isOn: () => on,
    /** Where the store is; none before the switch was on. */
    folder: () => folder,
    state,
    /** Resolves when the store is open: a few seconds the first time. */
    async set(next: boolean): Promise<RelayState> {
      if (next) await (store ??= openStore())
      on = next
      timer ??= setInterval(() => void poll().catch(() => undefined), POLL_MS).unref()
      await poll()
      return state()
    },
    /** A phone's report, and then the shop's own of what was paid. Undefined: the caller was gone before the answer. */
    async report(query: string | undefined, body: string, signal: AbortSignal) {
      const answer = await gateway.ask({
        from: 'phone',
        method: 'POST',
        path: '/report',
        query,
        body,
        signal,
      })
      const events = answer?.status === 200 && answer.text.includes('"code":0') ? paidIn(body) : []
      if (events.length)
        void gateway.ask({
          from: 'shop',
          method: 'POST',
          path: '/events',
          authorization,
          body: JSON.stringify({ events }),
        })
      return answer
    },
    streamTo({ send, onClose }: EventStream) {
      void state().then((now) => send('relay', now))
      onClose(subscribe((now) => send('relay', now)))
    },
    async close() {
      clearInterval(timer)
      await (await store)?.close()
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Relay = ReturnType<typeof createRelay>

/** The switch, and what became of the events on that way. */
export const relayRoutes = (app: FastifyInstance, relay: Relay) => {
  app.get('/relay', () => relay.state())
  // For a terminal: GATEWAY_DATA of the commands.
  app.get('/relay/folder', () => {
    const folder = relay.folder()
    if (folder === undefined) throw new BadRequest(404, 'nothing went through the gateway yet')
    return folder
  })
  app.post('/relay', (request) => {
    const on = bodyField(request, 'on')
    if (typeof on !== 'boolean') throw new BadRequest(400, 'on is true or false')
    return relay.set(on)
  })
  app.addHook('onClose', () => relay.close())
}

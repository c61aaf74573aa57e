import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Mode, MODES, type ReceivedRequest, type SeenRequest } from '../contracts'
import {
  bodyJson,
  bodyText,
  cut,
  type EventStream,
  goneSignal,
  modeOf,
  queryOf,
  waitFor,
} from './app'
import { checkBody, queryIssues } from '../table-check'
import { createChanges } from './changes'
import type { PhoneNetwork } from './phone-network'

/** What the collector does about a request: it answers (perhaps late), or the connection breaks. */
type Answer =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: object
      readonly afterMs: number
    }
  | { readonly kind: 'cut' }

type Change =
  | { readonly type: 'mode'; readonly mode: Mode }
  | { readonly type: 'request'; readonly request: SeenRequest }
  | { readonly type: 'cleared' }

/** How long the mode "slow" waits: longer than the plugin does. */
export const SLOW_MS = 15_000

const answer = (status: number, body: object, afterMs = 0): Answer => ({
  kind: 'answer',
  status,
  body,
  afterMs,
})

const behaviors = (
  slowMs: number,
): Readonly<Record<Mode, { readonly stores: boolean; readonly answer: Answer }>> => ({
  ok: { stores: true, answer: answer(200, { code: 0, msg: 'ok' }) },
  http500: { stores: false, answer: answer(500, { error: 'internal error' }) },
  refuse: { stores: false, answer: answer(200, { code: 1, msg: 'refused by the simulator' }) },
  slow: { stores: true, answer: answer(200, { code: 0, msg: 'ok' }, slowMs) },
  'lose-answer': { stores: true, answer: { kind: 'cut' } },
})

/** A stand-in for Youshu's report page, which remembers what it received and can be made to misbehave. */
export const createCollector = (slowMs = SLOW_MS) => {
  const byMode = behaviors(slowMs)
  let mode: Mode = 'ok'
  let requests: SeenRequest[] = []
  let storedIds = new Set<string>()
  let lastId = 0
  const { announce, subscribe } = createChanges<Change>()

  return {
    mode: () => mode,
    setMode(next: Mode) {
      mode = next
      announce({ type: 'mode', mode })
    },
    receive(
      query: Readonly<Record<string, string>>,
      body: unknown,
      /** When it came, in ms since 1970. */
      at = Date.now(),
    ): Answer {
      const { stores, answer: reply } = byMode[mode]
      const events = checkBody(body, storedIds)
      if (stores) events.forEach(({ event_id }) => event_id && storedIds.add(event_id))
      lastId += 1
      const request: SeenRequest = {
        id: lastId,
        at,
        query,
        body,
        stored: stores,
        mode,
        events,
        queryIssues: queryIssues(query),
      }
      requests.push(request)
      announce({ type: 'request', request })
      return reply
    },
    seen: (): readonly SeenRequest[] => requests,
    requests: (): ReceivedRequest[] =>
      requests.map(({ at, query, body, stored }) => ({ at, query, body, stored })),
    clear() {
      requests = []
      storedIds = new Set()
      announce({ type: 'cleared' })
    },
    subscribe,
  }
}
export type Collector = ReturnType<typeof createCollector>

/** Sends what the collector has received so far, and from then on what comes. */
export const streamCollector = (collector: Collector, { send, onClose }: EventStream) => {
  send('mode', collector.mode())
  send('all', collector.seen())
  onClose(
    collector.subscribe((change) => {
      if (change.type === 'mode') send('mode', change.mode)
      if (change.type === 'request') send('request', change.request)
      if (change.type === 'cleared') send('all', [])
    }),
  )
}

// The phone's time may be moved; the vendor's would move with it.
const timeOf = (request: FastifyRequest) => {
  const offset = Number(request.headers['phone-clock-offset'] ?? 0)
  return Date.now() + (Number.isSafeInteger(offset) ? offset : 0)
}

/** The way through the gateway, if the merchant has chosen it; see `relay.ts`. */
interface ReportRelay {
  isOn(): boolean
  report(
    query: string | undefined,
    body: string,
    signal: AbortSignal,
  ): Promise<{ readonly status: number; readonly text: string } | undefined>
}

/** The collector over HTTP: what the plugin calls, and what tests and the page call. */
export const collectorRoutes = (
  app: FastifyInstance,
  collector: Collector,
  network: PhoneNetwork,
  relay: ReportRelay,
) => {
  const report = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!network.online()) return cut(request, reply)
    if (relay.isOn()) {
      // As if the merchant had set reportUrl to the gateway: the vendor gets it from there.
      const query = request.url.split('?')[1]
      const relayed = await relay.report(query, bodyText(request), goneSignal(reply))
      if (!relayed) return reply.hijack()
      const json = { 'content-type': 'application/json; charset=utf-8' }
      return reply.code(relayed.status).headers(json).send(relayed.text)
    }
    const at = timeOf(request)
    const answered = collector.receive(Object.fromEntries(queryOf(request)), bodyJson(request), at)
    if (answered.kind === 'cut') return cut(request, reply)
    if (!(await waitFor(answered.afterMs, goneSignal(reply)))) return reply.hijack()
    const date = new Date(at + answered.afterMs).toUTCString()
    return reply.code(answered.status).header('date', date).send(answered.body)
  }
  app.post('/api/report', report)
  // The same, where the phone finds the vendor's hosts.
  app.post('/youshu/api/report', report)
  app.post('/datanexus/youshu/api/report', report)
  app.get('/collector/requests', async () => collector.requests())
  app.delete('/collector/requests', async (_, reply) => {
    collector.clear()
    return reply.code(204).send()
  })
  app.get('/collector/mode', async () => ({ mode: collector.mode() }))
  app.post('/collector/mode', (request) => {
    const mode = modeOf(request, MODES)
    collector.setMode(mode)
    return { mode }
  })
}

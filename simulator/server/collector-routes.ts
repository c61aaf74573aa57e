import { MODES, type Mode } from '../seen'
import type { Collector, Reply } from './collector'
import { BadRequest, type Exchange, sendJson } from './exchange'
import { readJsonBody } from './read-json-body'
import type { Routes } from './serve'
import { stream } from './stream'

const isMode = (value: unknown): value is Mode => MODES.includes(value as Mode)

const give = ({ request, response }: Exchange, reply: Reply) => {
  if (reply.kind === 'cut') return void request.socket.destroy()
  const send = () => sendJson(response, reply.status, reply.body)
  if (reply.afterMs === 0) return send()
  const timer = setTimeout(send, reply.afterMs)
  response.on('close', () => clearTimeout(timer))
  return undefined
}

const report = (collector: Collector): Routes[string] => ({
  async POST(exchange) {
    if (collector.mode() === 'offline') return give(exchange, { kind: 'cut' })
    const body = await readJsonBody(exchange.request)
    return give(exchange, collector.receive(Object.fromEntries(exchange.url.searchParams), body))
  },
})

/** The collector over HTTP: what the plugin calls, and what tests and the page call. */
export const collectorRoutes = (collector: Collector): Routes => ({
  '/api/report': report(collector),
  // The same, where the phone finds the vendor's host.
  '/youshu/api/report': report(collector),
  '/collector/requests': {
    GET: ({ response }) => sendJson(response, 200, collector.requests()),
    DELETE({ response }) {
      collector.clear()
      response.writeHead(204).end()
    },
  },
  '/collector/mode': {
    GET: ({ response }) => sendJson(response, 200, { mode: collector.mode() }),
    async POST({ request, response }) {
      const body = (await readJsonBody(request)) as { mode?: unknown } | null
      const mode = body?.mode
      if (!isMode(mode)) {
        throw new BadRequest(400, `mode is ${JSON.stringify(mode)}; one of ${MODES.join(', ')}`)
      }
      collector.setMode(mode)
      sendJson(response, 200, { mode })
    },
  },
  '/collector/stream': { GET: ({ response }) => void stream(collector, response) },
})

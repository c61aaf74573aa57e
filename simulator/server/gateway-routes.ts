import { GATEWAY_MODES, type GatewayMode } from '../gateway-call'
import type { Collector } from './collector'
import { BadRequest, type Exchange, sendJson } from './exchange'
import type { GatewayFront } from './gateway-front'
import { goneSignal } from './gone-signal'
import { readBody, readJsonBody } from './read-json-body'
import type { Routes } from './serve'

const PREFIX = '/gateway'

const isMode = (value: unknown): value is GatewayMode =>
  GATEWAY_MODES.includes(value as GatewayMode)

/** The coupon gateway over HTTP: what the phone calls, and what tests and the page call. */
export const gatewayRoutes = (front: GatewayFront, collector: Collector): Routes => {
  const pass = async ({ request, response, url }: Exchange) => {
    // Without a network the phone reaches nobody.
    if (collector.mode() === 'offline') return void request.socket.destroy()
    const answer = await front.ask({
      from: 'phone',
      method: request.method ?? 'GET',
      path: url.pathname.slice(PREFIX.length),
      authorization: request.headers.authorization,
      body: await readBody(request),
      signal: goneSignal(response),
    })
    if (!answer) return undefined
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })
    response.end(answer.text)
    return undefined
  }
  return {
    '/gateway/requests': {
      GET: ({ response }) => sendJson(response, 200, front.calls()),
      DELETE({ response }) {
        front.clear()
        response.writeHead(204).end()
      },
    },
    '/gateway/mode': {
      GET: ({ response }) => sendJson(response, 200, { mode: front.mode() }),
      async POST({ request, response }) {
        const body = (await readJsonBody(request)) as { mode?: unknown } | null
        const mode = body?.mode
        if (!isMode(mode)) {
          const known = GATEWAY_MODES.join(', ')
          throw new BadRequest(400, `mode is ${JSON.stringify(mode)}; one of ${known}`)
        }
        front.setMode(mode)
        sendJson(response, 200, { mode })
      },
    },
    '/gateway/*': { GET: pass, POST: pass },
  }
}

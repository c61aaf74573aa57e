import type { Collector } from './collector'
import { BadRequest, sendJson } from './exchange'
import { readJsonBody } from './read-json-body'
import type { Routes } from './serve'
import type { Shop } from './shop'

/** The merchant's own server over HTTP, and the step that its operator takes. */
export const shopRoutes = (shop: Shop, collector: Collector): Routes => ({
  '/shop/login': {
    async POST({ request, response }) {
      if (collector.mode() === 'offline') return void request.socket.destroy()
      const body = (await readJsonBody(request)) as { code?: unknown } | null
      const code = body?.code
      if (typeof code !== 'string' || code === '')
        throw new BadRequest(400, 'code is missing: what wx.login gave')
      response.setHeader('cache-control', 'no-store')
      return sendJson(response, 200, await shop.login())
    },
  },
  // For the page: whoever sits before this machine is the operator. The phone's domains do not reach it.
  '/operator/push-batches': {
    async POST({ response }) {
      const answer = await shop.pushBatches()
      sendJson(response, answer?.status ?? 500, JSON.parse(answer?.text ?? '{}'))
    },
  },
})

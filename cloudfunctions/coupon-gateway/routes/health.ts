import type { FastifyInstance } from 'fastify'
import { sendJson } from '../lib/reply'

/** Liveness: the process answers. It says nothing about the upstreams, whose outage must not restart us. */
export const healthRoutes = (app: FastifyInstance): void => {
  app.get('/healthz', { config: { role: 'anyone' } }, (_, reply) =>
    sendJson(reply, 200, { ok: true }),
  )
}

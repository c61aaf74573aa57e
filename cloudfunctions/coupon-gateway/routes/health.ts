import type { FastifyInstance } from 'fastify'
import type { Services } from '../services'
import { sendJson } from '../lib/reply'
import { version } from '../package.json'

/** For the platform and the operator: does it live, may it get requests, which one is it, and what is going on. */
export const healthRoutes = (app: FastifyInstance, { settings, metrics }: Services): void => {
  const open = { config: { role: 'anyone' } } as const

  // Liveness: the process answers. It says nothing about the vendors, whose outage must not restart us.
  app.get('/healthz', open, (_, reply) => sendJson(reply, 200, { ok: true }))

  // A shutdown answers 503 before any route is reached, so a load balancer stops sending.
  app.get('/readyz', open, (_, reply) => sendJson(reply, 200, { ready: true }))

  app.get('/version', open, (_, reply) => sendJson(reply, 200, { version }))

  if (settings.GATEWAY_METRICS === 'off') return
  app.get(
    '/metrics',
    { config: { role: settings.GATEWAY_METRICS === 'operator' ? 'operator' : 'anyone' } },
    async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  )
}

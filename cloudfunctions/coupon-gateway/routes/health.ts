import type { FastifyInstance } from 'fastify'
import type { Services } from '../gateway'
import { verifyHostSign } from '../lib/hostsign'
import { unconfigured } from '../lib/outcome'
import { sendJson, sendOutcome } from '../lib/reply'
import { version } from '../package.json'

/** For the platform and the operator: does it live, may it get requests, which one is it, and what is going on. */
export const healthRoutes = (
  app: FastifyInstance,
  { settings, metrics, ports }: Services,
): void => {
  const open = { config: { role: 'anyone', isLocal: true } } as const

  // Liveness: the process answers. It says nothing about the vendors, whose outage must not restart us.
  app.get('/healthz', open, (_, reply) => sendJson(reply, 200, { ok: true }))

  // A shutdown answers 503 before any route is reached, so a load balancer stops sending.
  app.get('/readyz', open, (_, reply) => sendJson(reply, 200, { ready: true }))

  app.get('/version', open, (_, reply) => sendJson(reply, 200, { version }))

  // For the plugin's owner, from a phone: whether WeChat's signature arrives, and is made with this token.
  app.get('/hostsign', open, ({ headers }, reply) =>
    settings.HOSTSIGN_TOKEN === undefined
      ? sendOutcome(reply, unconfigured('HOSTSIGN_TOKEN'))
      : sendJson(reply, 200, {
          hostsign: verifyHostSign(headers, settings.HOSTSIGN_TOKEN, ports.clock.now()),
        }),
  )

  if (settings.GATEWAY_METRICS === 'off') return
  app.get(
    '/metrics',
    { config: { role: settings.GATEWAY_METRICS === 'operator' ? 'operator' : 'anyone' } },
    async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  )
}

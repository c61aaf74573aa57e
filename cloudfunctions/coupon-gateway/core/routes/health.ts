import { type Route, SMALL } from '../route'

/** Liveness: the process answers. It says nothing about the upstreams, whose outage must not restart us. */
export const healthRoute: Route = {
  method: 'GET',
  path: '/healthz',
  who: 'anyone',
  maxBytes: SMALL,
  answer: () => ({ status: 200, body: { ok: true } }),
}

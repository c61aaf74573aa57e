import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../gateway'
import { unconfigured } from '../lib/outcome'
import { sendJson, sendOutcome } from '../lib/reply'
import { storeReport } from '../store/relay'
import { readReport } from '../store/reported-event'
import type { Store } from '../store/store'

// A phone's whole queue is 800 KB, and it sends ten events at a time.
const bodyLimit = 1024 * 1024
/** The report interface's own form: 0 is success, any other code the sender's mistake. */
const MISTAKE = 1
const RETRY_AFTER_SECONDS = 5

type Handler = (store: Store, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** Answers by name where there is no store, and that it is worth coming back where it is away. */
export const withStore =
  ({ store }: Services, handle: Handler) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!store) return sendOutcome(reply, unconfigured('GATEWAY_STORE'))
    try {
      return await handle(store, request, reply)
    } catch (error) {
      request.log.error({ err: error }, 'The store failed')
      return sendJson(reply.header('retry-after', RETRY_AFTER_SECONDS), 503, {
        error: 'store_unavailable',
      })
    }
  }

/**
 * The plugin's own wire: a merchant sets `reportUrl` to this address, and nothing else changes. The answer is `{code: 0}`
 * once the events are stored, so the phone may forget them.
 * Source: Tencent Youshu, report interface.
 */
export const reportRoutes = (app: FastifyInstance, services: Services): void => {
  void app.register(async (scope) => {
    // The events are kept to the letter, so the text is what is needed.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_, body, parsed) => parsed(null, body))
    scope.post(
      '/report',
      { config: { role: 'reporter' }, bodyLimit },
      withStore(services, async (store, { query, body, log }, reply) => {
        const report = readReport(typeof body === 'string' ? body : '')
        if ('problem' in report) {
          log.warn({ problem: report.problem }, 'A report was refused')
          return sendJson(reply, 200, { code: MISTAKE, msg: report.problem })
        }
        const { app_id } = Object(query) as { app_id?: unknown }
        const { stored } = await storeReport(store.database, String(app_id), 'phone', report.events)
        if (stored) store.forwarder.wake()
        return sendJson(reply, 200, { code: 0, msg: 'ok' })
      }),
    )
  })
}

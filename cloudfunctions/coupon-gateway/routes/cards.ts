import type { FastifyInstance } from 'fastify'
import type { Services } from '../gateway'
import { wechatAccount } from '../lib/accounts'
import { isRecord } from '../lib/check'
import { audit } from '../lib/observe'
import type { Outcome } from '../lib/outcome'
import { sendOutcome } from '../lib/reply'
import { createWechatClient } from '../wechat/client'
import { cardStatistics } from '../wechat/statistics'
import { updateCard } from '../wechat/update-card'

// What `card/get` gave may come along, with all of its shops.
const bodyLimit = 8 * 1024 * 1024

/** How a change ended, for the audit line. */
const endOf = (outcome: Outcome<object>) =>
  outcome.kind === 'upstream'
    ? { result: outcome.kind, code: outcome.code }
    : { result: outcome.kind }

/** Which card, and which of its fields: their names, not what they are to say. */
const targetOf = (body: unknown) => {
  if (!isRecord(body)) return {}
  const { card_id, card_type, base_info } = body
  const fields = [...Object.keys(body), ...(isRecord(base_info) ? Object.keys(base_info) : [])]
  return {
    ...(typeof card_id === 'string' && { card_id: card_id.slice(0, 64) }),
    ...(typeof card_type === 'string' && { card_type: card_type.slice(0, 32) }),
    fields: fields.slice(0, 40).map((name) => name.slice(0, 64)),
  }
}

/** WeChat cards: their update and their statistics. One account, so that both share its access token. */
export const cardRoutes = (app: FastifyInstance, { settings, portsOf, store }: Services): void => {
  const account = wechatAccount(settings)
  const wechat = 'kind' in account ? account : createWechatClient(account, portsOf('wechat'))

  app.post('/cards/update', { config: { role: 'operator' }, bodyLimit }, async (request, reply) => {
    if ('kind' in wechat) return sendOutcome(reply, wechat)
    const outcome = await updateCard(request.body, wechat)
    if (outcome.kind !== 'invalid')
      audit(request, 'card.update', { ...targetOf(request.body), ...endOf(outcome) })
    return sendOutcome(reply, outcome)
  })

  app.post(
    '/cards/statistics',
    { config: { role: 'operator', isRead: true } },
    async ({ body }, reply) =>
      sendOutcome(
        reply,
        // With a store, a day that is over is asked for once.
        'kind' in wechat ? wechat : await cardStatistics(body, store?.wechat ?? wechat),
      ),
  )
}

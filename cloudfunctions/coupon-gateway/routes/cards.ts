import type { FastifyInstance } from 'fastify'
import type { Services } from '../app'
import { wechatAccount } from '../lib/accounts'
import type { Outcome } from '../lib/outcome'
import { sendOutcome } from '../lib/reply'
import { cardStatistics } from '../wechat/statistics'
import { createWechatClient, type WechatClient } from '../wechat/client'
import { updateCard } from '../wechat/update-card'

/** WeChat cards: their update and their statistics. One account, so that both share its access token. */
export const cardRoutes = (app: FastifyInstance, { settings, ports, store }: Services): void => {
  const account = wechatAccount(settings)
  const wechat = 'kind' in account ? account : createWechatClient(account, ports)
  const post = (
    path: string,
    run: (input: unknown, account: WechatClient) => Promise<Outcome<object>>,
  ) =>
    app.post(path, { config: { role: 'operator' } }, async ({ body }, reply) =>
      sendOutcome(reply, 'kind' in wechat ? wechat : await run(body, wechat)),
    )
  post('/cards/update', updateCard)
  // With a store, a day that is over is asked for once.
  post('/cards/statistics', (input, opened) => cardStatistics(input, store?.wechat ?? opened))
}

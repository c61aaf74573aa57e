import { cardStatistics } from '../../wechat/card-statistics'
import { openWechat, type Wechat } from '../../wechat/open-wechat'
import { updateCard } from '../../wechat/update-card'
import { wechatAccount } from '../../lib/accounts'
import type { Outcome } from '../../lib/outcome'
import type { Ports } from '../../lib/ports'
import type { Settings } from '../../lib/settings'
import { replyTo } from '../reply'
import { LARGE, type Route } from '../route'

/** WeChat cards: their update and their statistics. One account, so that both share its access token. */
export const cardRoutes = (settings: Settings, ports: Ports): readonly Route[] => {
  const config = wechatAccount(settings)
  const wechat = 'kind' in config ? config : openWechat(config, ports)
  const route = (
    path: string,
    run: (input: unknown, account: Wechat) => Promise<Outcome<object>>,
  ): Route => ({
    method: 'POST',
    path,
    who: 'operator',
    maxBytes: LARGE,
    answer: async (input) => replyTo('kind' in wechat ? wechat : await run(input, wechat)),
  })
  return [
    route('/cards/update', updateCard),
    route('/cards/statistics', (input, account) => cardStatistics(input, account)),
  ]
}

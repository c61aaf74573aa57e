import { cardStatistics } from '../../wechat/card-statistics'
import { openWechat, type Wechat } from '../../wechat/open-wechat'
import { updateCard } from '../../wechat/update-card'
import type { Outcome } from '../outcome'
import type { Ports } from '../ports'
import { replyTo } from '../reply'
import { LARGE, type Route } from '../route'
import type { Settings } from '../settings'
import { wechatConfig } from './wechat-config'

/** WeChat cards: their update and their statistics. One account, so that both share its access token. */
export const cardRoutes = (settings: Settings, ports: Ports): readonly Route[] => {
  const config = wechatConfig(settings)
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

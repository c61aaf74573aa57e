import { done, type Done, unconfigured, type Unconfigured } from '../core/outcome'
import { openWechat, type Wechat } from '../wechat/open-wechat'
import { WECHAT_BASE_URL } from '../wechat/wechat-config'
import type { CardsWorld } from './cards-world'

// Somebody who runs a report in the morning waits gladly: yesterday's numbers come within minutes.
const NOT_READY_WAITS_MS = [30_000, 60_000, 120_000, 300_000]

/** The account that the environment names, or the first variable that is missing. */
export const cardsAccount = ({ env, ports, say }: CardsWorld): Done<Wechat> | Unconfigured => {
  const appId = env['WECHAT_APP_ID']
  const appSecret = env['WECHAT_APP_SECRET']
  if (!appId) return unconfigured('WECHAT_APP_ID')
  if (!appSecret) return unconfigured('WECHAT_APP_SECRET')
  const baseUrl = env['WECHAT_BASE_URL'] || WECHAT_BASE_URL
  const tell = (fields: object, message: string): void =>
    say(`${message} ${JSON.stringify(fields)}`)
  const log = { info: tell, warn: tell, error: tell }
  const config = { appId, appSecret, baseUrl, notReadyWaits: NOT_READY_WAITS_MS }
  return done(openWechat(config, { ...ports, log }))
}

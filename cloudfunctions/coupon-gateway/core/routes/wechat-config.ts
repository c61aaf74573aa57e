import type { WechatConfig } from '../../wechat/wechat-config'
import { unconfigured, type Unconfigured } from '../outcome'
import type { Settings } from '../settings'

/** Who we are to WeChat, or the first variable that is missing. */
export const wechatConfig = (settings: Settings): WechatConfig | Unconfigured => {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_BASE_URL: baseUrl } = settings
  if (appId === undefined) return unconfigured('WECHAT_APP_ID')
  if (appSecret === undefined) return unconfigured('WECHAT_APP_SECRET')
  return { appId, appSecret, baseUrl }
}

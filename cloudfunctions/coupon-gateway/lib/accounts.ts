import type { WechatConfig } from '../wechat/call'
import type { YoushuUpstream } from '../youshu/client'
import type { ZvcmsConfig } from '../zvcms/client'
import { unconfigured, type Unconfigured } from './outcome'
import type { Settings } from './settings'

/** Where Youshu is and our account there, or the first variable that is missing. */
export const youshuAccount = (settings: Settings): YoushuUpstream | Unconfigured => {
  const { YOUSHU_APP_ID: appId, YOUSHU_APP_SECRET: appSecret, YOUSHU_BASE_URL: baseUrl } = settings
  if (appId === undefined) return unconfigured('YOUSHU_APP_ID')
  if (appSecret === undefined) return unconfigured('YOUSHU_APP_SECRET')
  return { appId, appSecret, baseUrl }
}

/** Our account at WeChat, or the first variable that is missing. */
export const wechatAccount = (settings: Settings): WechatConfig | Unconfigured => {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_BASE_URL: baseUrl } = settings
  if (appId === undefined) return unconfigured('WECHAT_APP_ID')
  if (appSecret === undefined) return unconfigured('WECHAT_APP_SECRET')
  return { appId, appSecret, baseUrl }
}

/** Our account at zvcms, or the first variable that is missing. */
export const zvcmsAccount = (settings: Settings): ZvcmsConfig | Unconfigured => {
  const {
    ZVCMS_BASE_URL: baseUrl,
    ZVCMS_OPEN_ID: openId,
    ZVCMS_GRANT_CODE: grantCode,
    ZVCMS_OPEN_KEY: openKey,
    ZVCMS_KEY_CASING: keyCasing,
  } = settings
  if (openId === undefined) return unconfigured('ZVCMS_OPEN_ID')
  if (grantCode === undefined) return unconfigured('ZVCMS_GRANT_CODE')
  if (openKey === undefined) return unconfigured('ZVCMS_OPEN_KEY')
  return { baseUrl, openId, grantCode, openKey, keyCasing }
}

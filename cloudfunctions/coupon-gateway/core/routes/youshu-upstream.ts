import type { YoushuUpstream } from '../../youshu/call'
import { unconfigured, type Unconfigured } from '../outcome'
import type { Settings } from '../settings'

/** Where Youshu is and who we are to it, or the first variable that is missing. */
export const youshuUpstream = (settings: Settings): YoushuUpstream | Unconfigured => {
  const { YOUSHU_APP_ID: appId, YOUSHU_APP_SECRET: appSecret, YOUSHU_BASE_URL: baseUrl } = settings
  if (appId === undefined) return unconfigured('YOUSHU_APP_ID')
  if (appSecret === undefined) return unconfigured('YOUSHU_APP_SECRET')
  return { appId, appSecret, baseUrl }
}

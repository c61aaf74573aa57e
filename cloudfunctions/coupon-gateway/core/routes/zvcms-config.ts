import type { ZvcmsConfig } from '../../zvcms/zvcms-config'
import { unconfigured, type Unconfigured } from '../outcome'
import type { Settings } from '../settings'

/** Who we are to zvcms, or the first variable that is missing. */
export const zvcmsConfig = (settings: Settings): ZvcmsConfig | Unconfigured => {
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

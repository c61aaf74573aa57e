import type { Gateway } from './coupons/gateway'
import { ACTION_TYPES, type ActionType } from './event/consume-coupon'
import { extra } from './event/context'
import { is, list, object, optional, text } from './event/schema'

/** Goes on the wire as `sr_sdk_version`; package.json says the same. */
export const VERSION = '1.0.0'

const aValue = <T>(type: 'boolean' | 'function') =>
  is<T>(`a ${type}`, (value) => typeof value === type)

/** What `init` takes, checked: a merchant's JavaScript has no compiler to do it. */
export const Options = object({
  appId: text,
  reportUrl: optional(is<string>('a URL', (url) => /^https?:\/\/./.test(String(url)))),
  wxAppId: optional(text),
  titles: extra,
  actionTypes: optional(
    is<Record<string, ActionType | null>>(`null or ${ACTION_TYPES.join(', ')}`, (types) =>
      Object.values(Object(types)).every(
        (type) => type === null || ACTION_TYPES.includes(type as ActionType),
      ),
    ),
  ),
  batchSize: optional(
    is<number>('a number, 1 or more', (size) => Number.isInteger(size) && Number(size) > 0),
  ),
  redactQuery: optional(list(text)),
  gateway: optional(aValue<Gateway>('function')),
  consent: optional(aValue<boolean>('boolean')),
})

/** What a merchant tells once, when the mini-program is launched. */
export interface InitOptions {
  /** Issued by Youshu ("bi…"): the `app_id` of the report URL. Not the wx appid. */
  appId: string
  /** Where events go. Default: https://zhls.qq.com/api/report */
  reportUrl?: string
  /** `wx_user.app_id`. Default: the host mini-program's own wx appid. */
  wxAppId?: string
  /** Route → `page_title`, for pages that do not name their title themselves. */
  titles?: Record<string, string>
  /** Laid over `{give_order: 'pre_consume', pay: 'consume', refund: 'refund_consume'}`; null switches one off. */
  actionTypes?: Record<string, ActionType | null>
  /** Events per request. Default 10; 1 = always the single object of the vendor's example. At most 50. */
  batchSize?: number
  /** Query keys that never leave in `page`. Default: phone, mobile, token, session_key. */
  redactQuery?: string[]
  /** The way to the coupon gateway, for `usableCoupons` and the coupon picker: `requestGateway(…)`, `cloudGateway(…)` or your own. */
  gateway?: Gateway
  /** Default true. false: hold in memory only, until `setConsent(true)`. */
  consent?: boolean
}

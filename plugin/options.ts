import type { Gateway } from './coupons/gateway'
import type { ActionType } from './event/context'
import { ACTION_TYPES } from './event/order-status'
import { fail, is, list, object, optional, read, type Schema, text } from './event/schema'

/** Which of the vendor's tables a tenant has: seed 000, or the newer one of DataNexus. */
export type Edition = 'youshu' | 'datanexus'

/** What is given once, when the mini-program is launched. */
export interface InitOptions {
  /** Issued by Youshu ("bi…"): the `app_id` of the report URL. Not the wx appid. */
  appId: string
  /** Which table of `consume_coupon` this tenant has. Default 'youshu'. */
  edition?: Edition
  /** Where events go. Default: https://zhls.qq.com/api/report */
  reportUrl?: string
  /** `wx_user.app_id`. Default: the host mini-program's own wx appid. */
  wxAppId?: string
  /** Route → `page_title`, for pages that do not name their title themselves. */
  titles?: Record<string, string>
  /**
   * Laid over the edition's own: `{give_order: 'pre_consume', pay: 'consume', refund: 'refund_consume'}` of youshu,
   * `{payed: 'consume'}` of datanexus, whose table knows the consumption alone: there anything but 'consume' is a warning,
   * and reports nothing. null switches one off.
   */
  actionTypes?: Record<string, ActionType | null>
  /** Events per request. Default 10; 1 = always the single object of the vendor's example. At most 50. */
  batchSize?: number
  /** Further query keys that never leave in `page`, beside those that look like a person's. */
  redactQuery?: string[]
  /** The way to the coupon gateway, for `usableCoupons` and the coupon picker: `requestGateway(…)`, `cloudGateway(…)` or your own. */
  gateway?: Gateway
  /** Default true. false: hold in memory only, until `setConsent(true)`. */
  consent?: boolean
}

/** What decides whether, where and what is reported: rather off than by a guess. */
const decisive =
  <T>(schema: Schema<T>): Schema<T | undefined> =>
  (value, path, reading) =>
    value === undefined || value === null || value === '' ? undefined : schema(value, path, reading)

const isAction = (type: unknown): boolean =>
  type === null || ACTION_TYPES.includes(type as ActionType)

/** Route → title; a route may be written as a path, and a title that is none is left out. */
const titles: Schema<Record<string, string>> = (value, path, reading) => {
  if (typeof value !== 'object' || !value) return fail(reading, path, 'titles by route', value)
  const known: Record<string, string> = {}
  for (const route of Object.keys(value)) {
    const title = optional(text)(read(value, route), `${path}.${route}`, reading)
    if (title) known[route.replace(/^\/+/, '')] = title
  }
  return known
}

/** What `init` takes, checked: a merchant's JavaScript has no compiler to do it. */
export const optionsSchema = object({
  appId: is<string>('a non-empty string', (id) => typeof id === 'string' && !!id),
  edition: decisive(
    is<Edition>(
      'youshu or datanexus',
      (edition) => edition === 'youshu' || edition === 'datanexus',
    ),
  ),
  reportUrl: decisive(
    is<string>('a URL', (url) => typeof url === 'string' && /^https?:\/\/./.test(url)),
  ),
  wxAppId: optional(text),
  titles: optional(titles),
  actionTypes: decisive(
    is<Record<string, ActionType | null>>(`null or ${ACTION_TYPES.join(', ')}`, (types) =>
      Object.values(Object(types)).every(isAction),
    ),
  ),
  batchSize: optional(
    is<number>(
      'a number, 1 or more',
      (size) => Number.isInteger(size) && Number(size) > 0,
      (size) => (typeof size === 'string' && /^\d{1,6}$/.test(size) ? Number(size) : size),
    ),
  ),
  redactQuery: optional(list(optional(text))),
  gateway: optional(is<Gateway>('a function', (value) => typeof value === 'function')),
  consent: is<boolean | undefined>(
    'a boolean',
    (value) => value === undefined || typeof value === 'boolean',
  ),
})

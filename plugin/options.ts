import {
  array,
  boolean,
  check,
  integer,
  minValue,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  record,
  string,
} from 'valibot'
import { ACTION_TYPES, type ActionType } from './event/action-type'
import { text } from './event/text'

/** What `init` takes, checked: a merchant's JavaScript has no compiler to do it. */
export const Options = object({
  appId: text,
  reportUrl: optional(
    pipe(
      string(),
      check((url) => /^https?:\/\/./.test(url), 'a URL'),
    ),
  ),
  wxAppId: optional(text),
  titles: optional(record(string(), string())),
  actionTypes: optional(record(string(), nullable(picklist(ACTION_TYPES)))),
  batchSize: optional(pipe(number(), integer('an integer'), minValue(1, 'at least 1'))),
  redactQuery: optional(array(string())),
  consent: optional(boolean()),
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
  /** Default true. false: hold in memory only, until `setConsent(true)`. */
  consent?: boolean
}

import {
  check as rule,
  digits,
  type InferOutput,
  maxValue,
  minLength,
  minValue,
  object,
  optional,
  parse,
  picklist,
  pipe,
  regex,
  string,
  transform,
} from 'valibot'
import type { Options } from '../coupon-engine/options'
import { check, type Issue } from './check'

const set = pipe(string(), minLength(1, 'set, or left out'))
// A path may stand behind the host, for a proxy; a query or a credential would end up in the middle of every address.
const address = pipe(
  string(),
  regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#@]*)?$/, 'an address such as https://host'),
  transform((base) => base.replace(/\/+$/, '')),
)
const whole = (fallback: string, most: number) =>
  pipe(
    optional(pipe(string(), digits('a whole number')), fallback),
    transform(Number),
    maxValue(most, `at most ${most}`),
  )
/** `bi123,bi456:secret`: app ids, each with its secret where Youshu issued us one. */
const tenants = optional(
  pipe(
    string(),
    regex(/^\s*([^\s,:]+(:[^\s,:]+)?(\s*,\s*|\s*$))*$/, 'app ids such as bi123,bi456:secret'),
    transform((list) =>
      (list.match(/[^\s,]+/g) ?? []).map((one) => {
        const [appId = '', appSecret] = one.split(':')
        return appSecret === undefined ? { appId } : { appId, appSecret }
      }),
    ),
  ),
  '',
)
// A phone whose answer was lost repeats its event when the app is opened again, be it after months: one that was
// deleted meanwhile is taken for a new one and forwarded twice.
const MIN_RETENTION_DAYS = 31
const SHOP_ID = /^[^\s=,]+=\d+$/
/** `code=id,code=id`: the vendor's 门店ID for each 门店编码. */
const shopIds = optional(
  pipe(
    string(),
    transform((list) => list.split(/[\s,]+/).filter((pair) => pair !== '')),
    rule(
      (pairs) => pairs.every((pair) => SHOP_ID.test(pair)),
      'shops such as codeA=7559,codeB=5809',
    ),
    transform(
      (pairs): ReadonlyMap<string, string> =>
        new Map(
          pairs.map((pair): [string, string] => {
            const [code = '', id = ''] = pair.split('=')
            return [code, id]
          }),
        ),
    ),
  ),
  '',
)
const flag = pipe(
  optional(picklist(['0', '1']), '0'),
  transform((value) => value === '1'),
)

const variables = {
  // What a trigger or a proxy puts in front of every path.
  GATEWAY_PATH_PREFIX: optional(
    pipe(string(), regex(/^(\/[\w.-]+)+$/, 'a path such as /api, without a slash at its end')),
  ),
  // In a cloud function, whom the platform vouches for is a user without a session of the merchant's.
  GATEWAY_PLATFORM_USERS: optional(picklist(['openid', 'none']), 'openid'),
  PORT: whole('8378', 65_535),
  HOST: optional(set, '127.0.0.1'),
  // Requests a minute for each operator key, session user or (without either) address; 0: no limit.
  GATEWAY_RATE_LIMIT: whole('600', 1e9),
  // How many proxies of ours stand in front: behind one, all callers would else share its address and its rate.
  GATEWAY_PROXIES: whole('0', 10),
  // Who may read /metrics. They hold no secret and nothing of a person, but say how much a shop sells.
  GATEWAY_METRICS: optional(picklist(['open', 'operator', 'off']), 'open'),
  // Calls to one vendor at a time; as many more wait for at most a second.
  GATEWAY_UPSTREAM_CONCURRENCY: pipe(whole('20', 1000), minValue(1, 'at least 1')),
  // A blank in it would never arrive: a Bearer credential ends there.
  GATEWAY_OPERATOR_KEY: optional(
    pipe(string(), regex(/^[\x21-\x7e]{16,}$/, 'at least 16 ASCII characters without blanks')),
  ),
  // HS256 wants a key no shorter than its hash. Source: RFC 7518, 3.2.
  GATEWAY_SESSION_SECRET: optional(pipe(string(), minLength(32, 'at least 32 characters'))),
  YOUSHU_APP_ID: optional(set),
  YOUSHU_APP_SECRET: optional(set),
  YOUSHU_DATA_SOURCE_ID: optional(set),
  YOUSHU_BASE_URL: optional(address, 'https://zhls.qq.com'),
  // Whose events the relay takes beside YOUSHU_APP_ID's.
  RELAY_APP_IDS: tenants,
  // PostgreSQL 15 or newer. Without it, an embedded one in the folder GATEWAY_DATA; GATEWAY_STORE=none: neither.
  DATABASE_URL: optional(
    pipe(
      string(),
      regex(/^postgres(ql)?:\/\/\S+$/, 'an address such as postgres://user@host/name'),
    ),
  ),
  GATEWAY_DATA: optional(set, '.data'),
  GATEWAY_STORE: optional(picklist(['none'])),
  GATEWAY_RETENTION_DAYS: pipe(
    whole('90', 36_500),
    minValue(
      MIN_RETENTION_DAYS,
      `at least ${MIN_RETENTION_DAYS}: what a phone repeats later is forwarded twice`,
    ),
  ),
  WECHAT_APP_ID: optional(set),
  WECHAT_APP_SECRET: optional(set),
  WECHAT_BASE_URL: optional(address, 'https://api.weixin.qq.com'),
  COUPON_PROVIDER: optional(picklist(['embedded', 'zvcms']), 'embedded'),
  COUPON_CATALOG: optional(set),
  ZVCMS_OPEN_ID: optional(set),
  ZVCMS_GRANT_CODE: optional(set),
  ZVCMS_OPEN_KEY: optional(set),
  // The address of the vendor's document. It has no https: a merchant whose host has it names that one.
  ZVCMS_BASE_URL: optional(address, 'http://openapi.zvcms.com'),
  // How the four keys are spelled inside the signed text: no vector for this edition is published.
  ZVCMS_KEY_CASING: optional(picklist(['pascal', 'camel']), 'pascal'),
  // Where the vendor's document can be read in two ways: see `readingsOf`, and the README's table of variables.
  SHOP_IDS: shopIds,
  COUPON_SHOP_CODE: optional(picklist(['code', 'id']), 'code'),
  COUPON_FACE: optional(picklist(['all_coupon_amount', 'amount']), 'all_coupon_amount'),
  COUPON_THRESHOLD: optional(picklist(['eligible', 'order']), 'eligible'),
  COUPON_SECOND_DEAREST: optional(picklist(['rank', 'price']), 'rank'),
  COUPON_MINIMUM: optional(picklist(['reached', 'exceeded']), 'reached'),
  HOSTSIGN_TOKEN: optional(set),
  // WeChat leaves the signature out when it could not fetch it in time, so its absence is no proof of anything.
  HOSTSIGN_REQUIRED: flag,
}

/** The names of all variables that the gateway reads; NODE_ENV is everybody's. */
export const VARIABLES: readonly string[] = Object.keys(variables)

/** Every variable of the gateway, read once, under its own name. */
const Settings = object(variables)
export type Settings = InferOutput<typeof Settings>

/**
 * Blank variables count as not set: that is how container consoles hand over an empty field. A line end or blank around a
 * value comes with it out of a file or a form, and no value means it.
 */
export const readSettings = (
  env: Readonly<Record<string, string | undefined>>,
): { readonly settings: Settings } | { readonly issues: readonly Issue[] } => {
  const given = Object.fromEntries(
    Object.keys(variables).flatMap((name) => {
      const value = env[name]?.trim()
      return value ? [[name, value]] : []
    }),
  )
  const issues = check(Settings, given)
  // The value of a variable may be a secret: what was received is never repeated.
  return issues.length
    ? { issues: issues.map((issue) => ({ ...issue, received: 'something else' })) }
    : { settings: parse(Settings, given) }
}

/** How the vendor's document is read where it can be read in two ways. */
export const readingsOf = (settings: Settings): Options => ({
  shopIds: settings.SHOP_IDS,
  shopCodeIsId: settings.COUPON_SHOP_CODE === 'id',
  faceFrom: settings.COUPON_FACE,
  thresholdOn: settings.COUPON_THRESHOLD,
  secondBy: settings.COUPON_SECOND_DEAREST,
  strictThreshold: settings.COUPON_MINIMUM === 'exceeded',
})

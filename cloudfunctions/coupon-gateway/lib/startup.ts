import { closest, distance } from 'fastest-levenshtein'
import { join } from 'node:path'
import { type Settings, VARIABLES } from './settings'

type Env = Readonly<Record<string, string | undefined>>

/** The catalogue of the demo merchant: served where COUPON_CATALOG asks for it, or nothing is configured. */
const DEMO = 'demo'
const DEMO_FILE = join(__dirname, '../catalogue.json')
// In the bundle, everything lies in one folder.
const BUNDLED_DEMO_FILE = join(__dirname, 'catalogue.json')
const isBundled = !__filename.endsWith('startup.ts')

/** What each vendor's routes need, and which they are. */
const ACCOUNTS: readonly {
  readonly name: string
  readonly variables: readonly (keyof Settings)[]
  readonly routes: string
}[] = [
  {
    name: 'youshu',
    variables: ['YOUSHU_APP_ID', 'YOUSHU_APP_SECRET'],
    routes: '/coupon-batches and /events',
  },
  { name: 'wechat', variables: ['WECHAT_APP_ID', 'WECHAT_APP_SECRET'], routes: '/cards/*' },
  {
    name: 'zvcms',
    variables: ['ZVCMS_OPEN_ID', 'ZVCMS_GRANT_CODE', 'ZVCMS_OPEN_KEY'],
    routes: '/usable-coupons from zvcms',
  },
]

// Shorter names are everybody's: HOST is one letter from many a variable that is none of ours.
const MIN_LENGTH = 8
const MAX_MISSPELLINGS = 2
const PREFIXES = [...new Set(VARIABLES.map((name) => name.split('_')[0] ?? ''))].filter(
  (prefix) => !['PORT', 'HOST', 'DATABASE'].includes(prefix),
)

/** Variables that look as if they were meant for us, and are none. */
const misspelled = (env: Env): string[] =>
  Object.keys(env).flatMap((name) => {
    if (VARIABLES.includes(name) || name.length < MIN_LENGTH) return []
    const near = closest(name, [...VARIABLES])
    if (distance(name, near) <= MAX_MISSPELLINGS)
      return [`${name} is no variable of the gateway; did you mean ${near}?`]
    return PREFIXES.some((prefix) => name.startsWith(`${prefix}_`))
      ? [`${name} is no variable of the gateway`]
      : []
  })

const missingOf = (settings: Settings, variables: readonly (keyof Settings)[]) =>
  variables.filter((name) => settings[name] === undefined)

/** Accounts of which only a part is there: their routes will answer 503, which is hardly meant. */
const halfSet = (settings: Settings): string[] =>
  ACCOUNTS.flatMap(({ variables, routes, name }) => {
    const missing = missingOf(settings, variables)
    const isWanted = name === settings.COUPON_PROVIDER
    if (!missing.length || (missing.length === variables.length && !isWanted)) return []
    return [`${missing.join(', ')} missing: ${routes} will answer 503`]
  })

const contradictions = (settings: Settings): string[] => {
  const { COUPON_PROVIDER: provider, COUPON_CATALOG: catalogue } = settings
  const found: string[] = []
  const zvcms = ACCOUNTS.find(({ name }) => name === 'zvcms')
  if (provider === 'embedded' && zvcms && !missingOf(settings, zvcms.variables).length)
    found.push('zvcms is configured, but COUPON_PROVIDER is embedded: zvcms will not be asked')
  if (provider === 'zvcms' && catalogue !== undefined)
    found.push('COUPON_CATALOG is set, but COUPON_PROVIDER is zvcms: the file is not used')
  if (settings.HOSTSIGN_REQUIRED && settings.HOSTSIGN_TOKEN === undefined)
    found.push('HOSTSIGN_REQUIRED is 1 without HOSTSIGN_TOKEN: nothing is checked')
  return found
}

const unsetKeys = (settings: Settings): string[] =>
  (['GATEWAY_OPERATOR_KEY', 'GATEWAY_SESSION_SECRET'] as const)
    .filter((name) => settings[name] === undefined)
    .map(
      (name) => `${name} is not set: what needs it will answer 503. None is made up in production`,
    )

/** Whether this is where real customers are. */
export const isProduction = (env: Env): boolean => env['NODE_ENV'] === 'production'

/** What was loaded into the store, and no file beside it. */
const STORE = 'store'

/** The file of the embedded coupons; none in production unless it is named. */
export const catalogueFile = (settings: Settings, env: Env): string | undefined => {
  const named = settings.COUPON_CATALOG ?? (isProduction(env) ? undefined : DEMO)
  if (named === STORE) return undefined
  if (named !== DEMO) return named
  return isBundled ? BUNDLED_DEMO_FILE : DEMO_FILE
}

/** Why the gateway must not start as it is configured, beyond what each variable says for itself. */
export const refusal = (settings: Settings, env: Env): string | undefined =>
  settings.COUPON_PROVIDER === 'embedded' &&
  settings.COUPON_CATALOG === undefined &&
  isProduction(env)
    ? 'COUPON_CATALOG: expected a file in production, where the demo coupons would be offered to real customers. ' +
      'Name your catalogue, serve what you loaded into the store (COUPON_CATALOG=store), set COUPON_PROVIDER=zvcms, or ask for the demo by COUPON_CATALOG=demo'
    : undefined

/** What to look at in the configuration: names only, never a value. */
export const warningsOf = (settings: Settings, env: Env): string[] => [
  ...misspelled(env),
  ...halfSet(settings),
  ...contradictions(settings),
  ...(isProduction(env) ? unsetKeys(settings) : []),
]

/** What is configured, by name. */
export const configured = (settings: Settings) => ({
  coupons: settings.COUPON_PROVIDER,
  accounts: ACCOUNTS.filter(({ variables }) => !missingOf(settings, variables).length).map(
    ({ name }) => name,
  ),
  store:
    settings.GATEWAY_STORE === 'none'
      ? 'none'
      : settings.DATABASE_URL === undefined
        ? 'embedded'
        : 'postgresql',
  hostsign: settings.HOSTSIGN_TOKEN !== undefined,
  metrics: settings.GATEWAY_METRICS,
  rate_limit: settings.GATEWAY_RATE_LIMIT,
  proxies: settings.GATEWAY_PROXIES,
})

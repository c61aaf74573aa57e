import { attempt } from '../attempt'

/** The route listeners that WeChat documents for plugins (base library 3.5.5). */
const ROUTE_LISTENERS = ['onBeforeAppRoute', 'onAppRoute', 'onAppRouteDone', 'onAfterPageLoad']
const STORAGE_KEY = 'youshu-device-probe'

/** A launch that left its mark in the plugin's storage. */
interface Mark {
  /** The plugin's version, as WeChat names it; '' where it cannot be had. */
  readonly version: string
  /** When, in ms. */
  readonly at: number
}

/** A route listener's call: which page, and what came with it. */
interface RouteEvent {
  readonly listener: string
  readonly path: string
  /** Names of the query's keys; their values stay private. */
  readonly query: readonly string[]
  readonly page: boolean
}

/** What only code inside a plugin can find out about the phone. */
export interface PluginEvidence {
  readonly version: string
  /** Marks of earlier launches, newest last; at most ten. */
  readonly marks: readonly Mark[]
  /** `typeof` of what the platform hands to a plugin. */
  readonly types: Readonly<Record<string, string>>
  /** Names of the keys of the entry query, as a plugin sees it; undefined: there is no such function. */
  readonly entryQuery: readonly string[] | undefined
  readonly listeners: readonly string[]
  readonly routes: readonly RouteEvent[]
}

type Listener = (event: Readonly<Record<string, unknown>>) => void
type Functions = Readonly<Record<string, ((listener: Listener) => void) | undefined>>

const pluginVersion = (): string =>
  attempt(() => {
    const { plugin } = wx.getAccountInfoSync()
    return plugin.version || 'dev'
  }, '')

const readMarks = (): Mark[] => {
  const stored: unknown = attempt(() => wx.getStorageSync(STORAGE_KEY))
  return Array.isArray(stored) ? (stored as Mark[]).slice(-9) : []
}

/** Looks at the phone from inside the plugin; `changed` is called again with each route that a listener reports. */
export const probePhone = (now: number, changed: (evidence: PluginEvidence) => void) => {
  const version = pluginVersion()
  const marks = readMarks()
  attempt(() => wx.setStorageSync(STORAGE_KEY, [...marks, { version, at: now }]))
  const functions = wx as unknown as Functions
  const listeners = ROUTE_LISTENERS.filter((name) => typeof functions[name] === 'function')
  let routes: readonly RouteEvent[] = []
  const evidence = (): PluginEvidence => ({
    version,
    marks,
    types: {
      // oxlint-disable-next-line no-restricted-globals -- what a plugin is given instead of them is the question
      getApp: typeof getApp,
      // oxlint-disable-next-line no-restricted-globals -- the same
      getCurrentPages: typeof getCurrentPages,
    },
    entryQuery: attempt(() => Object.keys(wx.getEnterOptionsSync().query)),
    listeners,
    routes,
  })
  const stops = listeners.map((name) => {
    const listener: Listener = ({ path, query, page }) => {
      const route = {
        listener: name,
        path: String(path ?? ''),
        query: Object.keys(Object(query) as object),
        page: page !== undefined,
      }
      routes = [...routes, route].slice(-20)
      changed(evidence())
    }
    attempt(() => functions[name]?.(listener))
    return () => attempt(() => functions[name.replace(/^on/, 'off')]?.(listener))
  })
  changed(evidence())
  return () => stops.forEach((stop) => stop())
}

/** How a gateway found X-WECHAT-HOSTSIGN on so many requests of the plugin. `failed`: it did not say. */
export interface HostSigns {
  readonly signed: number
  readonly missing: number
  readonly wrong: number
  readonly failed: number
}

/** Sends so many requests to the coupon gateway's `/hostsign`, one after the other. */
export const probeHostSign = (
  gatewayUrl: string,
  requests: number,
  done: (result: HostSigns) => void,
): void => {
  const result = { signed: 0, missing: 0, wrong: 0, failed: 0 }
  const next = (left: number): void => {
    if (left === 0) return done(result)
    wx.request({
      url: `${gatewayUrl}/hostsign`,
      success: ({ data }) => {
        const { hostsign } = Object(data) as { hostsign?: keyof HostSigns }
        result[hostsign !== undefined && hostsign in result ? hostsign : 'failed']++
      },
      fail: () => result.failed++,
      complete: () => next(left - 1),
    })
  }
  next(requests)
}

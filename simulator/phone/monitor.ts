/** An issue of a `trackOrder` call, as the plugin answers it. */
export interface CallIssue {
  readonly path: string
  readonly expected: string
  readonly received: string
  readonly severity?: 'error' | 'warning'
}

/** One entry of the plugin's own `onReport`; `at` in ms of the phone's clock. */
export interface ReportEntry {
  readonly status: string
  readonly at: number
  readonly event_id?: string
  readonly reason?: string
  readonly event?: unknown
}

/** The part of the plugin's `getStatus()` that the page shows. */
export interface PluginStatus {
  readonly pending: number
  readonly waiting: readonly string[]
  readonly parked: readonly {
    readonly event_id: string
    readonly reason: string
    /** ms of the phone's clock; null: with the next acceptance of another. */
    readonly retry_at: number | null
  }[]
  readonly next: { readonly at: number; readonly reason: string } | null
  readonly context: Readonly<Record<string, unknown>>
}

/** What the page around the phone shows about it. */
export interface PhoneState {
  readonly shown: boolean
  readonly route: string
  readonly title: string
  readonly scene: number
  readonly pages: readonly string[]
}

/** What was seen in the phone, passed to the page around it in the very moment; `at` in ms of the phone's clock. */
export type Observation =
  | { readonly kind: 'report'; readonly at: number; readonly entry: ReportEntry }
  | {
      /** The host called `trackOrder`, and it has returned. */
      readonly kind: 'call'
      readonly at: number
      readonly order_status: string
      readonly order_id?: string
      readonly coupons: number
      readonly page: string
      readonly queued: readonly string[]
      readonly duplicates: readonly string[]
      readonly issues: readonly CallIssue[]
      /** The events that the plugin's storage took between the call and its return, its bytes and its ms. */
      readonly saved: readonly string[]
      readonly bytes: number
      readonly ms: number
    }
  | { readonly kind: 'send'; readonly at: number; readonly ids: readonly string[] }
  | {
      readonly kind: 'answer'
      readonly at: number
      readonly ids: readonly string[]
      /** `HTTP 200 {"code":0}`, or the `errMsg` of a request that failed. */
      readonly outcome: string
    }
  | { readonly kind: 'state'; readonly at: number; readonly state: PhoneState }
  | { readonly kind: 'page'; readonly at: number; readonly path: string; readonly title: string }
  | {
      readonly kind: 'lifecycle'
      readonly at: number
      readonly path: string
      readonly name: string
    }
  | {
      readonly kind: 'payment'
      readonly at: number
      readonly page: string
      readonly paid: boolean
      /** A call of `trackOrder` cannot be seen in this shop. */
      readonly callsAreHidden?: true
    }
  | { readonly kind: 'fault'; readonly at: number; readonly message: string }
  | { readonly kind: 'standIn'; readonly at: number; readonly name: string }

declare global {
  interface Window {
    /** The page around the phone listens here; absent where the phone is opened by itself. */
    onObservation?: (seen: string) => void
  }
}

type Exports = Readonly<Record<string, unknown>>
type Call = (...given: unknown[]) => unknown

interface Write {
  readonly text: string
  readonly ms: number
}

interface RequestOptions {
  readonly data?: unknown
  readonly success?: (result: { statusCode: number; data: unknown }) => void
  readonly fail?: (result: { errMsg: string }) => void
}

const idsIn = (data: unknown): string[] => {
  try {
    const body: unknown = typeof data === 'string' ? JSON.parse(data) : data
    return (Array.isArray(body) ? body : [body]).flatMap(
      (event: { props?: { extra?: { event_id?: string } } } | null) =>
        event?.props?.extra?.event_id ?? [],
    )
  } catch {
    return []
  }
}

/** Whether a stored text holds the event with this id, however deep it is packed in JSON within JSON. */
export const holdsEvent = (text: string, id: string): boolean => {
  const plain = (part: string) => part.replaceAll('\\', '')
  return plain(text).includes(`"event_id":"${plain(id)}"`)
}

const textOf = (data: unknown): string =>
  typeof data === 'string' ? data : (JSON.stringify(data) ?? '')

/**
 * Watches the plugin from outside, also as an npm package inside the host: its reports, the host's `trackOrder` calls, what its storage takes and what it
 * sends. The plugin cannot tell that it is watched. Everything is passed on in the very task in which it happens, so that
 * nothing is missing when the app is killed in the next one.
 */
export const createMonitor = (now: () => number) => {
  /** What is written while `trackOrder` runs; undefined: it does not run. */
  let writes: Write[] | undefined
  const report = (seen: Observation) => {
    try {
      window.parent.onObservation?.(JSON.stringify(seen))
    } catch {
      // A page that does not understand must not disturb the phone.
    }
  }
  const watchWrite =
    (write: Call): Call =>
    (...given) => {
      const start = performance.now()
      const answer = write(...given)
      const ms = performance.now() - start
      const [first, second] = given
      const data = typeof first === 'object' ? (Object(first) as { data?: unknown }).data : second
      writes?.push({ text: textOf(data), ms })
      return answer
    }
  const trackOrder =
    (original: Call, page: () => string): Call =>
    (...given) => {
      const at = now()
      const { order_status, order_id, coupons } = Object(given[0]) as Record<string, unknown>
      const written: Write[] = []
      writes = written
      const answer = original(...given) as {
        readonly queued: string[]
        readonly duplicates: string[]
        readonly issues: CallIssue[]
      }
      writes = undefined
      const { queued, duplicates, issues } = answer
      const holding = written.filter(({ text }) => queued.some((id) => holdsEvent(text, id)))
      report({
        kind: 'call',
        at,
        order_status: String(order_status),
        ...(typeof order_id === 'string' && { order_id }),
        coupons: Array.isArray(coupons) ? coupons.length : Number(!!coupons),
        page: page(),
        queued,
        duplicates,
        issues,
        saved: queued.filter((id) => holding.some(({ text }) => holdsEvent(text, id))),
        bytes: new TextEncoder().encode(holding.map(({ text }) => text).join('')).length,
        ms: holding.reduce((sum, { ms }) => sum + ms, 0),
      })
      return answer
    }
  return {
    report,
    /** The plugin's storage functions; what they take is seen. */
    storage: <S extends Exports>(functions: S): S => ({
      ...functions,
      setStorageSync: watchWrite(functions['setStorageSync'] as Call),
      setStorage: watchWrite(functions['setStorage'] as Call),
    }),
    /** The plugin's `wx.request`; what leaves and what comes back is seen. */
    request:
      (request: Call): Call =>
      (given) => {
        const options = given as RequestOptions
        const ids = idsIn(options.data)
        if (ids.length === 0) return request(options)
        report({ kind: 'send', at: now(), ids })
        const answered = (outcome: string) => report({ kind: 'answer', at: now(), ids, outcome })
        return request({
          ...options,
          success(result: { statusCode: number; data: unknown }) {
            answered(`HTTP ${result.statusCode} ${textOf(result.data)}`.slice(0, 200))
            options.success?.(result)
          },
          fail(result: { errMsg: string }) {
            answered(result.errMsg)
            options.fail?.(result)
          },
        })
      },
    /** The plugin as the host gets it. `page`: where the host is when it calls. */
    plugin(exports: unknown, page: () => string): unknown {
      const functions = exports as Exports
      const { onReport } = functions
      if (typeof onReport !== 'function') return exports
      onReport((entry: ReportEntry) => report({ kind: 'report', at: entry.at, entry }))
      const value = trackOrder(functions['trackOrder'] as Call, page)
      // With what says that it was an ES module, which a copy would lose.
      return Object.create(null, {
        ...Object.getOwnPropertyDescriptors(functions),
        trackOrder: { value, enumerable: true },
      }) as unknown
    },
  }
}
export type Monitor = ReturnType<typeof createMonitor>

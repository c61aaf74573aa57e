/** What the demo shop told the plugin: written down, and answered as the plugin answers. */
interface Told {
  readonly order_status: string
  readonly order_id?: string
  readonly coupons: readonly {
    readonly coupon_id: string
    readonly coupon_ins_id: string
    readonly coupon_ins_name: string
    readonly coupon_deduction: number
    readonly sub_order_id?: string
  }[]
}

/** A recorder in the place of `requirePlugin('coupon-tracker')`: it wraps nothing and sends nothing. */
export function recordTracker() {
  const told: Told[] = []
  const calls: [name: string, argument?: unknown][] = []
  const listeners = new Set<(entry: unknown) => void>()
  const note = (name: string) => (argument?: unknown) => void calls.push([name, argument])
  const plugin = {
    init: note('init'),
    requestGateway: (options: unknown) => (note('requestGateway')(options), async () => ({})),
    setUser: note('setUser'),
    setChan: note('setChan'),
    setConsent: note('setConsent'),
    setPageTitle: note('setPageTitle'),
    retryRefused: note('retryRefused'),
    flush: async () => note('flush')(),
    app: <Options>(options: Options) => options,
    page: <Options>(options: Options, named?: unknown) => (note('page')(named), options),
    component: <Options>(options: Options, named?: unknown) => (note('component')(named), options),
    trackOrder(change: Told) {
      told.push(change)
      return { queued: [], duplicates: [], issues: [] }
    },
    getStatus: () => ({ pending: 0, accepted: 0, refused: 0, dropped: 0, invalid: 0 }),
    onReport(listener: (entry: unknown) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return { told, calls, listeners, plugin }
}

/** An order change as the demo shop reports it. */
interface OrderChange {
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

/** A recorder in place of `requirePlugin('coupon-tracker')`: it answers as the plugin does, wraps nothing and sends nothing. */
export function recordTracker() {
  const reported: OrderChange[] = []
  const calls: [name: string, argument?: unknown][] = []
  const listeners = new Set<(entry: unknown) => void>()
  const record = (name: string) => (argument?: unknown) => void calls.push([name, argument])
  const plugin = {
    init: record('init'),
    requestGateway: (options: unknown) => (record('requestGateway')(options), async () => ({})),
    setUser: record('setUser'),
    setChan: record('setChan'),
    setConsent: record('setConsent'),
    setPageTitle: record('setPageTitle'),
    retryRefused: record('retryRefused'),
    flush: async () => record('flush')(),
    app: <Options>(options: Options) => options,
    page: <Options>(options: Options, named?: unknown) => (record('page')(named), options),
    component: <Options>(options: Options, named?: unknown) => (
      record('component')(named),
      options
    ),
    trackOrder(change: OrderChange) {
      reported.push(change)
      return { queued: [], duplicates: [], issues: [] }
    },
    getStatus: () => ({ pending: 0, accepted: 0, refused: 0, dropped: 0, invalid: 0 }),
    onReport(listener: (entry: unknown) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return { reported, calls, listeners, plugin }
}

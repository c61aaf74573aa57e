import type { createTracker } from '../../plugin/tracker'
import { ours } from './contestant-ours'
import { createPhone } from './phone'
import { stopwatch } from './stopwatch'

const HELD = 1_000
const GAP_MS = 100
const PATIENCE_MS = 600_000

export interface Login {
  readonly delivered: number
  /** Records written in one turn of the event loop, at most. */
  readonly writesInATurn: number
  /** CPU of the call of setUser itself, in ms. */
  readonly callMs: number
}

/** 1,000 events were reported before anyone logged in; then the user is known. */
export const measureLogin = async (): Promise<Login> => {
  let login = (): void => undefined
  const phone = createPhone({
    ...ours,
    start(app) {
      const { setUser, trackOrder, init } = app.exports as ReturnType<typeof createTracker>
      login = () => setUser({ open_id: 'ogN6X0T-ilsH-XmIdzXtuR1f1r3Q' })
      init({ appId: 'bi0000000000000000' })
      const started = ours.start({ ...app, exports: { ...(app.exports as object), setUser() {} } })
      const coupon = { coupon_id: 'batch-30-5', coupon_ins_name: '满 30 减 5' }
      const track = (coupon_ins_id: string) =>
        void trackOrder({
          order_status: 'pay',
          order_id: `order-${coupon_ins_id}`,
          coupons: [{ ...coupon, coupon_ins_id }],
        })
      return { ...started, track }
    },
  })
  const { sdk } = phone.launch()
  phone.storage.weigh = false
  for (let i = 0; i < HELD; i++) {
    sdk.track(`INS-${i}`)
    await phone.clock.pass(GAP_MS)
  }
  await phone.clock.pass(GAP_MS)
  phone.storage.maxWritesInATurn = 0
  const callMs = stopwatch(login) / 1e6
  await phone.clock.pass(PATIENCE_MS)
  const delivered = new Set(phone.network.stored.map(({ id }) => id)).size
  return { delivered, writesInATurn: phone.storage.maxWritesInATurn, callMs }
}

import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { createForwarder } from '../../../cloudfunctions/coupon-gateway/store/forwarder'
import {
  reconcile,
  type Reconciliation,
} from '../../../cloudfunctions/coupon-gateway/store/reconciliation'
import { addTenants, storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import { reported } from './events'
import { createVendor } from './vendor'

export const DAY = '2026-11-26'
export const NOON = Date.parse(`${DAY}T12:00:00+08:00`)
export const SETTINGS = {
  YOUSHU_APP_ID: 'bi1',
  RELAY_APP_IDS: [],
  YOUSHU_BASE_URL: 'https://vendor',
  GATEWAY_RETENTION_DAYS: 90,
}
/** A clock that stands. */
export const on = (now: number) => ({ now: () => now })
const TENANT = { appId: 'bi1', baseUrl: 'https://vendor' }

/** Nothing is stored, and one merchant is there. */
export const emptyOf = async (database: Database): Promise<void> => {
  await database.query(
    'truncate events, deliveries, repeats, batches, lanes, upstreams, used_coupons, pushed_coupons restart identity cascade',
  )
  await addTenants(database, ['bi1'])
}

/** What tests of a reconciliation do with the store of the moment. */
export const reconcilingOf = (current: () => Database) => {
  const event = (order_id: string, piece = 'C1', props: Record<string, unknown> = {}) =>
    reported({
      order_id,
      coupon_instance: { coupon_ins_id: piece, coupon_ins_name: '满减' },
      time: String(NOON),
      extra: undefined,
      ...props,
    })
  const store = async (...events: object[]) => {
    const report = readReport(JSON.stringify(events))
    if ('problem' in report) throw new Error(report.problem)
    await storeReport(current(), 'bi1', 'phone', report.events)
  }
  const forward = async (vendor = createVendor()) => {
    await createForwarder(current(), [TENANT], vendor.ports, { owner: 'one' }).drain()
    return vendor
  }
  const order = (order_id: string, more: Record<string, unknown> = {}) => ({
    order_id,
    coupon_ins_id: 'C1',
    coupon_id: 'B1',
    status: 'paid',
    coupon_deduction: 5,
    time: NOON,
    ...more,
  })
  const compare = async (orders: readonly object[], more: object = {}): Promise<Reconciliation> => {
    const outcome = await reconcile(current(), SETTINGS, on(NOON), { day: DAY, orders, ...more })
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
    return outcome.value
  }
  return { event, store, forward, order, compare }
}

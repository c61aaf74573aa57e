import { attempt } from './attempt'
import type { Storage } from './delivery/ports'
import { ORDERS, seal, unseal } from './delivery/stored-formats'
import type { CouponUse } from './event/consume-coupon'
import { idPart } from './event/moment'
import type { CustomOrder } from './sr/adopt'

/**
 * The coupons of an order that was reported, and the statuses that were reported in this run. Those of earlier runs are not
 * stored: the queue knows the events that it took, and a status stored before its events would hide their loss.
 */
interface Followed {
  readonly uses: readonly CouponUse[]
  readonly statuses: Set<string>
}
/** So many orders and sub-orders are remembered, and all of the last call. */
const MAX_FOLLOWED = 50

/** The name of an order or a sub-order, as ids have it: neither may pass for the other. */
const nameOf = (of: { [K in 'order_id' | 'sub_order_id']?: string | undefined }): string =>
  of.order_id ? idPart(of.order_id) : `sub~${idPart(of.sub_order_id ?? '')}`

/**
 * The coupons of the orders that were reported last, for statuses that come from elsewhere; also for later runs, since a
 * refund may come days later. `phone`: where they may be remembered, once they may.
 */
export const createFollowedOrders = (phone: () => Storage | undefined) => {
  const followed = new Map<string, Followed>()
  /** Known once the phone has said what earlier runs remembered: a newer version's is left as it stands. */
  let mayWrite: boolean | undefined

  /** Those of earlier runs come before those of this one. */
  const readEarlier = (storage: Storage): void => {
    // Once more where nothing is there: it may have been a bad moment.
    const text = storage.read(ORDERS) || storage.read(ORDERS)
    if (text === null) return
    const body = unseal(text || '')
    mayWrite = body !== null
    const here = [...followed]
    followed.clear()
    const earlier = attempt(() => JSON.parse(body || '[]') as [string, Followed][], [])
    for (const [order, { uses }] of earlier) followed.set(order, { uses, statuses: new Set() })
    for (const [order, one] of here) {
      followed.delete(order)
      followed.set(order, one)
    }
  }
  const orders = (): Map<string, Followed> => {
    const storage = mayWrite === undefined && phone()
    if (storage) readEarlier(storage)
    return followed
  }

  return {
    attach(order_status: string, uses: readonly CouponUse[]): void {
      const known = orders()
      for (const use of uses) {
        const order = nameOf(use)
        const { uses: others = [], statuses = new Set<string>() } = known.get(order) ?? {}
        const rest = others.filter(({ coupon_ins_id }) => coupon_ins_id !== use.coupon_ins_id)
        known.delete(order)
        known.set(order, { uses: [...rest, use], statuses: statuses.add(order_status) })
      }
      // Those of this call are the last.
      const most = Math.max(MAX_FOLLOWED, uses.length)
      for (const [order] of known) if (known.size > most) known.delete(order)
      const stored = [...known].map(([order, { uses: of }]) => [order, { uses: of }])
      if (mayWrite) phone()?.write(ORDERS, seal(JSON.stringify(stored)))
    },
    /** The coupons to which this status is new in this run. */
    moved({ order_status, order_id, sub_order_ids }: CustomOrder): CouponUse[] {
      const known = orders()
      const names = sub_order_ids.map((sub_order_id) => nameOf({ sub_order_id }))
      return (order_id ? [nameOf({ order_id }), ...names] : names).flatMap((order) => {
        const { uses = [], statuses = new Set() } = known.get(order) ?? {}
        return statuses.size < statuses.add(order_status).size ? uses : []
      })
    },
    forget: (): void => followed.clear(),
  }
}

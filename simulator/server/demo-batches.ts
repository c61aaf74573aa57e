import type { UserCoupon } from '../../cloudfunctions/coupon-gateway/embedded/user-coupon'
import { batchOf } from './batch-of'

// The demo merchant gives this one to every member himself, so the gateway's catalogue does not have it.
const WELCOME = {
  external_coupon_id: 'SL-WELCOME-300',
  coupon_name: '见面礼立减券',
  coupon_type: 1,
  coupon_sub_type: 1,
  start_time: '1735660800000',
  end_time: '1901203199000',
  amount_coupon: 3,
  amount_minimum: 0,
  rule_description: '会员见面礼，可与其他优惠同享。',
  added_status: 1,
  available_status: 1,
}

/** Every batch that a coupon of the demo can come from, once each: what its operator uploads to Youshu. */
export const demoBatches = (catalogue: readonly UserCoupon[]): object[] => {
  const byId = new Map<string, object>()
  for (const piece of catalogue) {
    const { coupon_id } = piece
    const batch = batchOf(piece)
    if (coupon_id !== undefined && batch && !byId.has(coupon_id)) byId.set(coupon_id, batch)
  }
  return [WELCOME, ...byId.values()]
}

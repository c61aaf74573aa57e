import { formatFen } from '../shop/money'
import { canMove, type Order, type OrderStatus } from '../shop/order'

/** `hint`: what follows; `with_coupons`: the same for an order that used some. */
const texts: Record<
  OrderStatus,
  { readonly state: string; readonly hint: string; readonly with_coupons: string }
> = {
  created: { state: '待下单', hint: '', with_coupons: '' },
  give_order: {
    state: '待支付',
    hint: '下单成功，等待支付',
    with_coupons: '优惠券已锁定，支付后核销',
  },
  cancel_pay: {
    state: '支付未完成',
    hint: '可以继续支付，或取消订单',
    with_coupons: '可以继续支付，或取消订单',
  },
  pay: {
    state: '已支付',
    hint: '茶点正在准备',
    with_coupons: '优惠券已核销，茶点正在准备',
  },
  refund: {
    state: '已退款',
    hint: '款项原路退回',
    with_coupons: '款项原路退回，优惠券已退还',
  },
  cancel_give_order: {
    state: '已取消',
    hint: '订单已取消',
    with_coupons: '订单已取消，优惠券可再次使用',
  },
}

const two = (part: number) => `${part}`.padStart(2, '0')

/** 2026-11-21 09:05:07, in the phone's own time zone. */
function timeText(ms: number): string {
  const at = new Date(ms)
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`
}

const feeText = (fen: number) => (fen > 0 ? formatFen(fen) : '')

/** One order as the pages show it, with the steps that may follow. */
export const orderView = (order: Order) => ({
  order_id: order.order_id,
  state: texts[order.status].state,
  hint: texts[order.status][order.coupons.length > 0 ? 'with_coupons' : 'hint'],
  created: timeText(order.created_at),
  branch_name: order.branch_name,
  title: order.lines.map((line) => line.sku_name).join('、'),
  lines: order.lines.map((line, index) => ({
    sku_id: line.sku_id,
    sku_name: line.sku_name,
    picture: line.picture,
    quantity: line.quantity,
    way: line.way,
    amount: formatFen(line.amount_fen),
    delivery_fee: feeText(line.delivery_fee_fen),
    shares: order.coupons
      .filter((coupon) => (coupon.shares[index] ?? 0) > 0)
      .map((coupon) => ({
        coupon_ins_id: coupon.coupon_ins_id,
        name: coupon.coupon_ins_name,
        amount: `−${formatFen(coupon.shares[index] ?? 0)}`,
      })),
  })),
  split: order.sub_order_ids.length > 0,
  coupons: order.coupons.map((coupon) => ({
    coupon_ins_id: coupon.coupon_ins_id,
    name: coupon.coupon_ins_name,
    amount: `−${formatFen(coupon.fen)}`,
  })),
  goods_amount: formatFen(order.goods_fen),
  delivery_fee: feeText(order.delivery_fee_fen),
  pay: formatFen(order.pay_fen),
  is_free: order.pay_fen === 0,
  asks_payment: order.status === 'give_order',
  may_resume: order.status === 'cancel_pay',
  may_cancel: canMove(order.status, 'cancel_give_order'),
  may_refund: canMove(order.status, 'refund'),
})

export type OrderView = ReturnType<typeof orderView>

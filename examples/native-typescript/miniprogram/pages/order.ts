import { type OrderCoupon, page, trackOrder } from 'youshu-coupon-plugin'

const order_id = `EX${Date.now()}`
const coupons: OrderCoupon[] = [
  {
    coupon_id: 'SPRING-30-5', // the batch
    coupon_ins_id: 'SPRING-30-5-0001', // this user's piece of it
    coupon_ins_name: '春茶季满 30 减 5',
    coupon_deduction: 5, // yuan
  },
]

Page(
  page({
    data: { state: '' },
    report(order_status: 'give_order' | 'pay') {
      const { queued, issues } = trackOrder({ order_status, order_id, coupons })
      this.setData({ state: issues[0]?.expected ?? `已上报 ${queued.join()}` })
    },
    giveOrder() {
      this.report('give_order')
    },
    pay() {
      this.report('pay')
    },
  }),
)

const tracker = requirePlugin('coupon-tracker')

const order_id = `EX${Date.now()}`
const coupons = [
  {
    coupon_id: 'SPRING-30-5', // the batch
    coupon_ins_id: 'SPRING-30-5-0001', // this user's piece of it
    coupon_ins_name: '春茶季满 30 减 5',
    coupon_deduction: 5, // yuan
  },
]

Page(
  tracker.page({
    data: { state: '' },
    report(order_status) {
      const { queued, issues } = tracker.trackOrder({ order_status, order_id, coupons })
      this.setData({ state: issues.length ? issues[0].expected : `已上报 ${queued.join()}` })
    },
    giveOrder() {
      this.report('give_order')
    },
    pay() {
      this.report('pay')
    },
  }),
)

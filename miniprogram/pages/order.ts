import { autorun } from 'mobx-miniprogram'
import type { OrderStatus } from '../shop/order'
import { orderStore } from '../stores/order'
import { type OrderView, orderView } from '../views/order-view'

const tracker = requirePlugin('coupon-tracker')

// The page only moves the order; the store reports it to Youshu.
Page(
  tracker.page(
    {
      data: { order: null as OrderView | null },
      unsubscribe() {},
      onLoad(query) {
        this.unsubscribe = autorun(() => {
          const order = orderStore.find(query['order_id'])
          this.setData({ order: order ? orderView(order) : null })
        })
      },
      onUnload() {
        this.unsubscribe()
      },
      move(status: OrderStatus, done: string) {
        const { order } = this.data
        if (order && orderStore.move(order.order_id, status)) {
          void wx.showToast({ title: done, icon: 'none' })
        }
      },
      // A real shop calls wx.requestPayment here: its success pays, its failure is the closed payment sheet.
      pay() {
        this.move('pay', '支付成功')
      },
      cancelPay() {
        this.move('cancel_pay', '已取消支付')
      },
      // WeChat may confirm one payment again, for instance when the user returns. The plugin recognises the repetition.
      confirmAgain() {
        this.move('pay', '这笔订单已支付，无需再付')
      },
      refund() {
        this.move('refund', '已退款')
      },
      cancel() {
        this.move('cancel_give_order', '订单已取消')
      },
      goHome() {
        void wx.reLaunch({ url: '/pages/index' })
      },
    },
    { page_title: '订单详情' },
  ),
)

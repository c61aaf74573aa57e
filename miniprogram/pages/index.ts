import { autorun } from 'mobx-miniprogram'
import { branches } from '../shop/branches'
import { goods } from '../shop/goods'
import { formatFen } from '../shop/money'
import { branchStore } from '../stores/branch'
import { memberStore } from '../stores/member'
import { orderStore } from '../stores/order'
import { type OrderView, orderView } from '../views/order-view'

const tracker = requirePlugin('coupon-tracker')

Page(
  tracker.page({
    data: {
      branches,
      branch: branchStore.current(),
      login_failed: false,
      goods: goods.map((sku) => ({ ...sku, price: formatFen(sku.price_fen) })),
      orders: [] as OrderView[],
      tab: 'goods',
    },
    unsubscribe() {},
    onLoad() {
      this.unsubscribe = autorun(() =>
        this.setData({
          branch: branchStore.current(),
          login_failed: memberStore.hasFailed(),
          orders: orderStore.all().map(orderView),
        }),
      )
    },
    onUnload() {
      this.unsubscribe()
    },
    loginAgain() {
      void memberStore.login()
    },
    chooseBranch(event: WechatMiniprogram.BaseEvent) {
      branchStore.choose(event.currentTarget.dataset['branch'])
    },
    showTab(event: WechatMiniprogram.BaseEvent) {
      this.setData({ tab: event.currentTarget.dataset['tab'] })
    },
    open(event: WechatMiniprogram.BaseEvent) {
      void wx.navigateTo({ url: event.currentTarget.dataset['url'] })
    },
  }),
)

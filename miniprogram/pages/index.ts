import { autorun } from 'mobx-miniprogram'
import { goods } from '../shop/goods'
import { shopChan } from '../shop/chan'
import { yuanText } from '../shop/yuan'
import { orderStore } from '../stores/order'
import { type OrderView, orderView } from '../views/order-view'

const tracker = requirePlugin('coupon-tracker')

Page(
  tracker.page({
    data: {
      shop_name: shopChan.chan_shop_name,
      goods: goods.map((sku) => ({ ...sku, price: yuanText(sku.price_fen) })),
      orders: [] as OrderView[],
      tab: 'goods',
    },
    unsubscribe() {},
    onLoad() {
      this.unsubscribe = autorun(() => this.setData({ orders: orderStore.all().map(orderView) }))
    },
    onUnload() {
      this.unsubscribe()
    },
    showTab(event: WechatMiniprogram.BaseEvent) {
      this.setData({ tab: event.currentTarget.dataset['tab'] })
    },
    open(event: WechatMiniprogram.BaseEvent) {
      void wx.navigateTo({ url: event.currentTarget.dataset['url'] })
    },
  }),
)

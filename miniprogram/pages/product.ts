import { findSku, type Sku } from '../shop/goods'
import { userCoupons } from '../shop/coupons'
import { yuanText } from '../shop/yuan'
import { orderStore } from '../stores/order'
import { couponView, type CouponView } from '../views/coupon-view'
import { whyUnusable } from '../views/why-unusable'

const tracker = requirePlugin('coupon-tracker')

Page(
  tracker.page({
    data: {
      sku: null as Sku | null,
      price: '',
      coupon: null as CouponView | null,
    },
    onLoad(query) {
      const sku = findSku(query['sku_id'])
      if (sku) this.setData({ sku, price: yuanText(sku.price_fen) })
    },
    onShow() {
      const { sku } = this.data
      if (!sku) return
      // The same words in the title bar and in the report. No title can be read back from WeChat.
      void wx.setNavigationBarTitle({ title: sku.sku_name })
      tracker.setPageTitle(sku.sku_name)
      const usable = userCoupons.find((coupon) => !whyUnusable(coupon, sku.price_fen))
      this.setData({ coupon: usable ? couponView(usable) : null })
    },
    buy() {
      const { sku } = this.data
      if (sku) void wx.navigateTo({ url: `/pages/checkout?sku_id=${sku.sku_id}` })
    },
    // Called out of the coupon card's own tap: the events say that the card did it.
    orderAtOnce(event: WechatMiniprogram.CustomEvent<{ coupon_ins_id: string }>) {
      const { sku } = this.data
      const coupons = userCoupons.filter(
        (coupon) => coupon.coupon_ins_id === event.detail.coupon_ins_id,
      )
      if (!sku || coupons.some((coupon) => whyUnusable(coupon, sku.price_fen))) return
      const order_id = orderStore.place({ sku, quantity: 1, coupons, split: false })
      void wx.navigateTo({ url: `/pages/order?order_id=${order_id}` })
    },
  }),
)

import type { Basket } from '../shop/basket'
import { findSku, type Sku } from '../shop/goods'
import { memberCoupon } from '../shop/member-coupon'
import { branchStore } from '../stores/branch'
import { orderStore } from '../stores/order'
import { productView } from '../views/product-view'

const tracker = requirePlugin('coupon-tracker')

/** One piece, with the member's coupon: what the quick order orders. */
const quickBasket = (sku: Sku): Basket => ({
  branch: branchStore.current(),
  sku,
  quantity: 1,
  split: false,
  member_coupon: true,
  picked: null,
})

Page(
  tracker.page({
    data: {
      sku: null as Sku | null,
      view: null as ReturnType<typeof productView> | null,
      quick: false,
    },
    onLoad(query) {
      this.setData({ sku: findSku(query['sku_id']) ?? null })
    },
    onShow() {
      const { sku } = this.data
      if (!sku) return
      // The same words in the title bar and in the report. No title can be read back from WeChat.
      void wx.setNavigationBarTitle({ title: sku.sku_name })
      tracker.setPageTitle(sku.sku_name)
      this.setData({
        view: productView(quickBasket(sku)),
        quick: !orderStore.holderOf(memberCoupon.coupon_ins_id),
      })
    },
    buy() {
      const { sku } = this.data
      if (sku) void wx.navigateTo({ url: `/pages/checkout?sku_id=${sku.sku_id}` })
    },
    // Called out of the card's own tap: the events say that the card did it.
    orderAtOnce() {
      const { sku } = this.data
      if (!sku || orderStore.holderOf(memberCoupon.coupon_ins_id)) return
      const order_id = orderStore.place(quickBasket(sku))
      void wx.navigateTo({ url: `/pages/order?order_id=${order_id}` })
    },
  }),
)

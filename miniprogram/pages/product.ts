import type { Basket } from '../shop/basket'
import { memberCoupon } from '../shop/coupons'
import { findSku, type Sku } from '../shop/goods'
import { formatFen } from '../shop/money'
import { priceOrder } from '../shop/price-order'
import { branchStore } from '../stores/branch'
import { orderStore } from '../stores/order'

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

/** One of the goods as its page shows it, with what it costs when the member's coupon is used at once. */
function productView(basket: Basket) {
  const { sku, branch } = basket
  const fee = branch.delivery_fee_fen
  const pay = formatFen(priceOrder(basket).pay_fen)
  return {
    ...sku,
    price: formatFen(sku.price_fen),
    branch_name: branch.branch_name,
    way: fee > 0 ? `${branch.way}，配送费 ${formatFen(fee)}` : branch.way,
    coupon: memberCoupon.coupon_ins_name,
    off: formatFen(memberCoupon.fen),
    pay: fee > 0 ? `含配送费应付 ${pay}` : `应付 ${pay}`,
  }
}

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
    // Called out of the card's own tap: the events name the card as their component.
    orderAtOnce() {
      const { sku } = this.data
      if (!sku || orderStore.holderOf(memberCoupon.coupon_ins_id)) return
      const order_id = orderStore.place(quickBasket(sku))
      void wx.navigateTo({ url: `/pages/order?order_id=${order_id}` })
    },
  }),
)

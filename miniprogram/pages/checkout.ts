import { COUPONS_PER_ORDER, userCoupons } from '../shop/coupons'
import { findSku } from '../shop/goods'
import type { Basket } from '../shop/new-order'
import { orderStore } from '../stores/order'
import { checkoutView } from '../views/checkout-view'

const tracker = requirePlugin('coupon-tracker')

type View = ReturnType<typeof checkoutView>

// A page written with Component: its lifecycle and its taps are in `methods`, its query arrives in `properties` too.
Component(
  tracker.component({
    properties: { sku_id: String },
    data: {
      sku: null as Basket['sku'] | null,
      quantity: 1,
      split: false,
      view: null as View | null,
    },
    methods: {
      onLoad(query: Record<string, string | undefined>) {
        this.setData({ sku: findSku(query['sku_id']) ?? null })
        this.show([])
      },
      show(coupons: Basket['coupons']) {
        const { sku, quantity, split } = this.data
        if (sku) this.setData({ view: checkoutView({ sku, quantity, coupons, split }) })
      },
      chooseCoupon(event: WechatMiniprogram.CustomEvent<{ coupon_ins_id: string }>) {
        const { coupon_ins_id } = event.detail
        const chosen = this.data.view?.chosen ?? []
        const others = chosen.filter((coupon) => coupon.coupon_ins_id !== coupon_ins_id)
        const added = userCoupons.filter((coupon) => coupon.coupon_ins_id === coupon_ins_id)
        if (others.length < chosen.length) this.show(others)
        else if (chosen.length < COUPONS_PER_ORDER) this.show([...chosen, ...added])
        else void wx.showToast({ title: `一笔订单最多用 ${COUPONS_PER_ORDER} 张券`, icon: 'none' })
      },
      setQuantity(event: { readonly detail: number }) {
        this.setData({ quantity: event.detail })
        this.show(this.data.view?.chosen ?? [])
      },
      setSplit(event: { readonly detail: boolean }) {
        this.setData({ split: event.detail })
        this.show(this.data.view?.chosen ?? [])
      },
      giveOrder() {
        const { sku, quantity, split, view } = this.data
        if (!sku || !view) return
        // Gone after the first tap: a second one finds nothing to order.
        this.setData({ sku: null })
        const order_id = orderStore.place({ sku, quantity, coupons: view.chosen, split })
        void wx.redirectTo({ url: `/pages/order?order_id=${order_id}` })
      },
    },
  }),
)

import type { Basket } from '../shop/basket'
import { type Cart, cartOf } from '../shop/cart'
import { findSku } from '../shop/goods'
import { memberCoupon } from '../shop/member-coupon'
import { type PickerChange, pickedCoupon } from '../shop/picked-coupon'
import { branchStore } from '../stores/branch'
import { orderStore } from '../stores/order'
import { checkoutView } from '../views/checkout-view'

const tracker = requirePlugin('coupon-tracker')

// A page written with Component: its lifecycle and its taps are in `methods`, its query arrives in `properties` too.
Component(
  tracker.component({
    properties: { sku_id: String },
    data: {
      basket: null as Basket | null,
      cart: null as Cart | null,
      view: null as ReturnType<typeof checkoutView> | null,
      member_coupon_held: false,
      /** The picker has not answered yet: what is shown may still get cheaper. */
      calculating: true,
      /** choosing, waiting (the button was tapped, and the picker has yet to answer) or placed. */
      step: 'choosing',
    },
    methods: {
      onLoad(query: Record<string, string | undefined>) {
        const sku = findSku(query['sku_id'])
        if (!sku) return
        this.setData({ member_coupon_held: !!orderStore.holderOf(memberCoupon.coupon_ins_id) })
        const branch = branchStore.current()
        this.show({ branch, sku, quantity: 1, split: false, member_coupon: false, picked: null })
      },
      onUnload() {
        this.setData({ step: 'choosing' })
      },
      show(basket: Basket) {
        this.setData({ basket, cart: cartOf(basket), view: checkoutView(basket) })
      },
      change(part: Partial<Basket>) {
        if (this.data.basket) this.show({ ...this.data.basket, ...part })
      },
      setQuantity(event: { readonly detail: number }) {
        this.change({ quantity: event.detail })
      },
      setSplit(event: { readonly detail: boolean }) {
        this.change({ split: event.detail })
      },
      setMemberCoupon(event: { readonly detail: boolean }) {
        this.change({ member_coupon: event.detail })
      },
      /** The picker's `change`: the best coupon, the user's choice, or none. */
      pick(event: { readonly detail: PickerChange }) {
        this.change({ picked: pickedCoupon(event.detail) })
      },
      /** The picker's `state`. An order that waits for its answer goes on, unless there is none. */
      follow(event: { readonly detail: { readonly state: string } }) {
        const { state } = event.detail
        this.setData({ calculating: state === 'loading' })
        if (this.data.step !== 'waiting' || state === 'loading') return
        if (state !== 'failed') return this.place()
        // Nobody who expects a discount is charged the full price unasked. A second tap orders without one.
        this.setData({ step: 'choosing' })
        const title = '优惠券没有加载出来，再点一次将不用券下单'
        void wx.showToast({ title, icon: 'none', duration: 3000 })
      },
      giveOrder() {
        // A second tap finds the order on its way.
        if (this.data.step !== 'choosing') return
        this.setData({ step: 'waiting' })
        if (!this.data.calculating) this.place()
      },
      place() {
        const { basket } = this.data
        if (!basket) return
        this.setData({ step: 'placed' })
        const order_id = orderStore.place(basket)
        void wx.redirectTo({ url: `/pages/order?order_id=${order_id}` })
      },
    },
  }),
)

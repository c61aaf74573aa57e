import { type Basket, basketCoupons, basketLines, type Cart, cartOf } from '../shop/basket'
import { memberCoupon, type PickerChange, pickedCoupon } from '../shop/coupons'
import { findSku } from '../shop/goods'
import { formatFen } from '../shop/money'
import { priceOrder } from '../shop/price-order'
import { branchStore } from '../stores/branch'
import { orderStore } from '../stores/order'

const tracker = requirePlugin('coupon-tracker')

/** The checkout as its page shows it. */
function checkoutView(basket: Basket) {
  const price = priceOrder(basket)
  const saved = price.goods_fen + price.delivery_fee_fen - price.pay_fen
  return {
    branch_name: basket.branch.branch_name,
    lines: basketLines(basket).map(({ sku, quantity, way }) => ({
      sku_id: sku.sku_id,
      sku_name: sku.sku_name,
      picture: sku.picture,
      way,
      quantity,
      amount: formatFen(sku.price_fen * quantity),
    })),
    goods_amount: formatFen(price.goods_fen),
    delivery_fee: price.delivery_fee_fen > 0 ? formatFen(price.delivery_fee_fen) : '',
    coupons: price.coupons.map((coupon) => ({
      coupon_ins_id: coupon.coupon_ins_id,
      name: coupon.coupon_ins_name,
      amount: `−${formatFen(coupon.fen)}`,
    })),
    saved: saved > 0 ? formatFen(saved) : '',
    pay: formatFen(price.pay_fen),
  }
}

// A page written with Component: its lifecycle and its taps are in `methods`, its query arrives in `properties` too.
Component(
  tracker.component({
    properties: { sku_id: String },
    data: {
      basket: null as Basket | null,
      cart: null as Cart | null,
      view: null as ReturnType<typeof checkoutView> | null,
      member_coupon_held: false,
      /** The user switched the member's coupon themselves: the page leaves it alone. */
      member_coupon_set: false,
      /** The picker has not answered yet: what is shown may still get cheaper. */
      calculating: true,
      /** The picker has no answer, and the user was warned that the next tap orders without a coupon. */
      failed: false,
      warned: false,
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
        this.setData({ member_coupon_set: true })
        this.change({ member_coupon: event.detail })
      },
      /** The picker's `change`: the best coupon, the user's choice, or none. */
      pick(event: { readonly detail: PickerChange }) {
        this.change({ picked: pickedCoupon(event.detail) })
      },
      /** The picker's `state`. An order that waits for its answer goes on. */
      onPickerState(event: { readonly detail: { readonly state: string } }) {
        const { state } = event.detail
        this.setData({ calculating: state === 'loading', failed: state === 'failed' })
        if (state === 'failed') this.offerMemberCoupon()
        if (state !== 'loading' && this.data.step === 'waiting') this.proceed()
      },
      /** Offline, or without a gateway: the member's own coupon needs neither, and takes the place of the picker's. */
      offerMemberCoupon() {
        const { basket, member_coupon_held, member_coupon_set } = this.data
        if (!basket || basket.member_coupon || member_coupon_held || member_coupon_set) return
        this.change({ member_coupon: true })
        this.showMessage('优惠券没有加载出来，先用见面礼立减券')
      },
      showMessage(title: string) {
        void wx.showToast({ title, icon: 'none', duration: 3000 })
      },
      giveOrder() {
        // A second tap finds the order on its way.
        if (this.data.step !== 'choosing') return
        this.setData({ step: 'waiting' })
        if (!this.data.calculating) this.proceed()
      },
      /** A user who expects a discount that could not be loaded pays the full price only after a second tap. */
      proceed() {
        const { basket, failed, warned } = this.data
        if (!basket) return
        if (!failed || warned || basketCoupons(basket).length > 0) return this.place(basket)
        this.setData({ step: 'choosing', warned: true })
        this.showMessage('优惠券没有加载出来，再点一次将不用券下单')
      },
      place(basket: Basket) {
        this.setData({ step: 'placed' })
        const order_id = orderStore.place(basket)
        void wx.redirectTo({ url: `/pages/order?order_id=${order_id}` })
      },
    },
  }),
)

import type { Cart } from '../../coupons/cart'
import { getStatus, trackCoupon, usableCoupons } from '../../index'
import { createPicker, FIRST_DRAWING, type Picker } from './picker'
import type { Tab } from './picker-view'

type Instance = Pick<
  WechatMiniprogram.Component.TrivialInstance,
  'createIntersectionObserver' | 'createSelectorQuery' | 'setData' | 'triggerEvent'
>
type Box = WechatMiniprogram.BoundingClientRectCallbackResult
/** An event of an element with this dataset. */
type DatasetEvent<
  Dataset extends object,
  Detail extends object = object,
> = WechatMiniprogram.CustomEvent<Detail, object, Dataset>

const HALF = 0.5

const pickers = new WeakMap<object, Picker>()
let instances = 0

const createFor = (instance: Instance): Picker => {
  instances += 1
  const slot = `coupon-picker-${instances}`
  return createPicker({
    fetchCoupons: (cart) => usableCoupons(cart, slot),
    now: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    draw: (drawing, drawn) => instance.setData(drawing, drawn),
    measure: (listId, found) =>
      void instance
        .createSelectorQuery()
        .select('.list')
        .boundingClientRect()
        .selectAll('.chunk')
        .boundingClientRect()
        .exec(([list, chunks]: [Box | null, Box[] | null]) =>
          found({
            listId,
            viewport: list?.height ?? 0,
            chunks: (chunks ?? []).map(({ dataset, height }) => ({ at: dataset['at'], height })),
          }),
        ),
    // After the page was drawn: the cart arrives in the middle of that, and a page's handler sets data again, which
    // the framework cannot take there. No tap comes in between.
    emit: (event, detail) =>
      void Promise.resolve().then(() => instance.triggerEvent(event, detail)),
    // In view: half of the card inside the list, and inside the screen.
    watchCards(shown) {
      const observer = instance.createIntersectionObserver({ observeAll: true, thresholds: [HALF] })
      observer
        .relativeTo('.list')
        .relativeToViewport()
        .observe('.card', ({ dataset, intersectionRatio }) => {
          if (intersectionRatio >= HALF) shown(dataset['at'])
        })
      return () => observer.disconnect()
    },
    sight() {
      const { page, page_title } = getStatus().context
      return { ...(page && { page }), ...(page_title && { page_title }), time: Date.now() }
    },
    track: (type, coupons, sight) => void trackCoupon({ type, coupons, ...sight }),
  })
}

Component({
  properties: {
    /** What is about to be bought (see Cart); null: nothing yet. */
    cart: { type: Object, value: null },
    /** Whether the panel below the row is open. */
    expanded: Boolean,
    /** auto: as the phone is set; light, dark. */
    theme: { type: String, value: 'auto' },
    /** Whether cards that come into view, and taps, are reported by trackCoupon (for tenants of the datanexus edition). */
    reportExposure: Boolean,
  },
  data: FIRST_DRAWING,
  observers: {
    cart(cart: Cart | null) {
      pickers.get(this)?.setCart(cart)
    },
    expanded(expanded: boolean) {
      pickers.get(this)?.setOpen(expanded)
    },
    reportExposure(wanted: boolean) {
      pickers.get(this)?.setReporting(wanted)
    },
  },
  lifetimes: {
    // Not before: an event for a page that does not listen yet is lost.
    attached() {
      const picker = createFor(this)
      pickers.set(this, picker)
      picker.setReporting(this.data.reportExposure)
      picker.setOpen(this.data.expanded)
      picker.setCart(this.data.cart as Cart | null) // Whatever the host gives: usableCoupons checks it.
    },
    detached() {
      pickers.get(this)?.close()
    },
  },
  pageLifetimes: {
    show() {
      pickers.get(this)?.refresh()
    },
    resize() {
      pickers.get(this)?.resize()
    },
  },
  methods: {
    toggle() {
      this.setData({ expanded: !this.data.expanded })
    },
    showTab({ currentTarget }: DatasetEvent<{ tab: Tab }>) {
      pickers.get(this)?.showTab(currentTarget.dataset.tab)
    },
    pick({ currentTarget }: DatasetEvent<{ at: number }>) {
      pickers.get(this)?.pick(currentTarget.dataset.at)
    },
    pickNone() {
      pickers.get(this)?.pickNone()
    },
    toggleRules({ currentTarget }: DatasetEvent<{ at: number }>) {
      pickers.get(this)?.toggleRules(currentTarget.dataset.at)
    },
    scroll({ currentTarget, detail }: DatasetEvent<{ list: number }, { scrollTop: number }>) {
      pickers.get(this)?.scroll(currentTarget.dataset.list, detail.scrollTop)
    },
    retry() {
      pickers.get(this)?.retry()
    },
  },
})

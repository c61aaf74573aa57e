import type { Cart } from '../../coupons/cart'
import { usableCoupons } from '../../index'
import { createPicker, FIRST_DRAWING, type Picker } from './picker'
import type { Tab } from './picker-view'

type Instance = Pick<
  WechatMiniprogram.Component.TrivialInstance,
  'createSelectorQuery' | 'setData' | 'triggerEvent'
>
type Box = WechatMiniprogram.BoundingClientRectCallbackResult
/** An event of an element with this dataset. */
type Told<Dataset extends object, Detail extends object = object> = WechatMiniprogram.CustomEvent<
  Detail,
  object,
  Dataset
>

const pickers = new WeakMap<object, Picker>()
let instances = 0

const open = (instance: Instance): Picker => {
  instances += 1
  const slot = `coupon-picker-${instances}`
  return createPicker({
    ask: (cart) => usableCoupons(cart, slot),
    now: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    draw: (drawing, drawn) => instance.setData(drawing, drawn),
    measure: (turn, found) =>
      void instance
        .createSelectorQuery()
        .select('.list')
        .boundingClientRect()
        .selectAll('.chunk')
        .boundingClientRect()
        .exec(([list, chunks]: [Box | null, Box[]]) =>
          found({
            turn,
            viewport: list?.height ?? 0,
            chunks: chunks.map(({ dataset, height }) => ({ at: dataset['at'], height })),
          }),
        ),
    // After the page was drawn: the cart arrives in the middle of that, and a page's handler sets data again, which
    // the framework cannot take there. No tap comes in between.
    tell: (event, detail) =>
      void Promise.resolve().then(() => instance.triggerEvent(event, detail)),
  })
}

/** The picker of an instance, from its first use on: WeChat may set properties before any lifetime. */
const pickerOf = (instance: Instance): Picker => {
  const known = pickers.get(instance)
  if (known) return known
  const picker = open(instance)
  pickers.set(instance, picker)
  return picker
}

Component({
  properties: {
    /** What is about to be bought (see Cart); null: nothing yet. */
    cart: { type: Object, value: null },
    /** Whether the panel below the row is open. */
    expanded: Boolean,
    /** auto: as the phone is set; light, dark. */
    theme: { type: String, value: 'auto' },
  },
  data: FIRST_DRAWING,
  observers: {
    cart(cart: Cart | null) {
      pickerOf(this).setCart(cart)
    },
    expanded(expanded: boolean) {
      pickerOf(this).setOpen(expanded)
    },
  },
  lifetimes: {
    detached() {
      pickerOf(this).close()
    },
  },
  pageLifetimes: {
    show() {
      pickerOf(this).refresh()
    },
    resize() {
      pickerOf(this).resize()
    },
  },
  methods: {
    toggle() {
      this.setData({ expanded: !this.data.expanded })
    },
    showTab({ currentTarget }: Told<{ tab: Tab }>) {
      pickerOf(this).showTab(currentTarget.dataset.tab)
    },
    pick({ currentTarget }: Told<{ at: number }>) {
      pickerOf(this).pick(currentTarget.dataset.at)
    },
    pickNone() {
      pickerOf(this).pickNone()
    },
    toggleRules({ currentTarget }: Told<{ at: number }>) {
      pickerOf(this).toggleRules(currentTarget.dataset.at)
    },
    scroll({ currentTarget, detail }: Told<{ turn: number }, { scrollTop: number }>) {
      pickerOf(this).scroll(currentTarget.dataset.turn, detail.scrollTop)
    },
    retry() {
      pickerOf(this).retry()
    },
  },
})

// Only type-checked: `this` of a component keeps its type through the plugin, without a cast.
import { component, wrapComponent } from 'youshu-coupon-plugin'

Component(
  component(
    {
      properties: { coupon: { type: Object, value: { id: '' } }, label: String, max: Number },
      data: { open: false },
      lifetimes: {
        attached() {
          this.toggle(true)
          const label: string = this.data.label
          const max: number = this.properties.max
          this.setData({ open: label.length > max })
        },
      },
      observers: {
        max(max: number) {
          this.setData({ open: max > 0 })
        },
      },
      methods: {
        toggle(open: boolean): boolean {
          this.setData({ open: !open })
          this.triggerEvent('toggle', { open })
          const coupon: string = this.data.coupon.id
          // @ts-expect-error: it is either open or not
          this.toggle('open')
          // @ts-expect-error: there is no such method
          this.close()
          // @ts-expect-error: a label is a string
          const label: number = this.data.label
          return coupon.length > label
        },
      },
    },
    { component_name: '优惠券卡片' },
  ),
)

// @ts-expect-error: a name is a string
component({ data: {} }, { component_name: 7 })
// @ts-expect-error: there is no such option
component({ data: {} }, { page_title: '商品详情' })

// A page that is built with Component: its lifecycles stand among the methods.
Component(
  component({
    data: { order_id: '' },
    methods: {
      onLoad(query: Record<string, string | undefined>) {
        this.setData({ order_id: query['order_id'] ?? '' })
        this.reload()
      },
      reload() {
        const id: string = this.data.order_id
        return id
      },
    },
  }),
)

const Observed = wrapComponent(Component)
Observed({
  properties: { label: String },
  data: { n: 1 },
  methods: {
    tap() {
      const n: number = this.data.n
      const label: string = this.properties.label
      // @ts-expect-error: n is a number
      const text: string = this.data.n
      return [n, label, text]
    },
  },
})
const same: typeof Component = wrapComponent(Component)
same({ data: {} })

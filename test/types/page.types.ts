// Only type-checked: `this` of a page keeps its type through the plugin, without a cast.
import { page, wrapPage } from 'youshu-coupon-plugin'

const shared = Behavior({ methods: { share: () => 'shared' } })

Page(
  page({
    data: { count: 0, goods: [{ sku: '1' }] },
    total: 7,
    behaviors: [shared],
    onLoad(query) {
      const sku: string | undefined = query['sku']
      this.setData({ count: this.data.count + this.total, 'goods[0].sku': sku })
      this.reload(this.data.goods.length)
      const route: string = this.route
      // @ts-expect-error: the count is a number
      const text: string = this.data.count
      // @ts-expect-error: there is no such field
      const sum: unknown = this.data.sum
      // @ts-expect-error: there is no such method
      this.refresh()
      // @ts-expect-error: it wants a number
      this.reload('all')
      console.log(route, text, sum)
    },
    reload(pages: number): string {
      return String(pages)
    },
    onShareAppMessage: () => ({ title: '龙井' }),
  }),
)

Page(page({ data: { n: 1 } }, { page_title: '商品详情' }))
// @ts-expect-error: a title is a string
Page(page({ data: { n: 1 } }, { page_title: 7 }))
// @ts-expect-error: there is no such option
Page(page({ data: { n: 1 } }, { title: '商品详情' }))
// @ts-expect-error: a lifecycle is a function
page({ onShow: 'shown' })

const Observed = wrapPage(Page)
Observed({
  data: { count: 0 },
  onShow() {
    const count: number = this.data.count
    this.tap({ detail: { count } })
    // @ts-expect-error: the count is a number
    const text: string = this.data.count
    console.log(text)
  },
  tap(event: { detail: { count: number } }) {
    this.setData({ count: event.detail.count })
  },
})
// Wrapped twice, it is still the same constructor.
const twice: typeof Page = wrapPage(wrapPage(Page))
twice({ data: {} })
// @ts-expect-error: it takes the constructor, not options
wrapPage({ data: {} })

// Only type-checked: `this` of the app keeps its type through the plugin, without a cast.
import { app, wrapApp } from 'youshu-coupon-plugin'

App(
  app({
    globalData: { user: { open_id: '' } },
    onLaunch(options) {
      const scene: number = options.scene
      this.login(scene)
      const open_id: string = this.globalData.user.open_id
      // @ts-expect-error: there is no such user
      const phone: unknown = this.globalData.user.phone
      // @ts-expect-error: it wants a number
      this.login('1011')
      console.log(open_id, phone)
    },
    login(scene: number) {
      this.globalData.user = { open_id: `of ${scene}` }
    },
  }),
)

const Observed = wrapApp(App)
Observed({
  count: 0,
  onShow(options) {
    this.count += options.scene
    // @ts-expect-error: there is no such field
    const sum: unknown = this.sum
    console.log(sum)
  },
})
// @ts-expect-error: it takes the constructor, not options
wrapApp({})

import { app, init, setUser } from 'youshu-coupon-plugin'

interface Globals {
  globalData: { openId: string }
}

init({ appId: 'bi0000000000demo', titles: { 'pages/order': '订单' } })

App<Globals>(
  app({
    globalData: { openId: 'oExample-0000000000000001' },
    onLaunch() {
      // In your shop: once the login has answered. `this` is typed.
      setUser({ open_id: this.globalData.openId })
    },
  }),
)

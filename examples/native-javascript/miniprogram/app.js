const tracker = requirePlugin('coupon-tracker')

tracker.init({ appId: 'bi0000000000demo', titles: { 'pages/order': '订单' } })

App(
  tracker.app({
    onLaunch() {
      // In your shop: once the login has answered. What is reported before waits for it.
      tracker.setUser({ open_id: 'oExample-0000000000000001' })
    },
  }),
)

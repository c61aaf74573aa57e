const tracker = requirePlugin('coupon-tracker')

tracker.init({
  appId: 'bi0000000000demo',
  gateway: tracker.requestGateway({
    url: 'https://gateway.shanlan.example',
    token: () => 'fixture',
    request: wx.request,
  }),
})

App({})

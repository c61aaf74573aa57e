const tracker = requirePlugin('coupon-tracker')

tracker.init({
  appId: 'bi0000000000demo',
  edition: 'datanexus',
  gateway: tracker.requestGateway({
    url: 'https://gateway.shanlan.example',
    token: () => 'fixture',
    request: wx.request,
  }),
})

tracker.setUser({ open_id: 'oFixture-0000000000000001' })

App(tracker.app({}))

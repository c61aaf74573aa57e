const tracker = requirePlugin('coupon-tracker')

tracker.init({ appId: 'bi0000000000shop', edition: 'datanexus' })
tracker.setUser({ open_id: 'o-1' })

App(tracker.app({}))

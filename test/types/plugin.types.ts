// Only type-checked: what a merchant gets from requirePlugin, typed by typings/coupon-tracker.d.ts.
const tracker = requirePlugin('coupon-tracker')

tracker.init({
  appId: 'bi0123456789abcdef',
  reportUrl: 'https://zhls.qq.com/api/report',
  titles: { 'pages/checkout': '结算' },
  actionTypes: { pay: null, payed: 'consume' },
  batchSize: 10,
  redactQuery: ['phone'],
  consent: false,
})
// @ts-expect-error: without an appId nothing can be reported
tracker.init({})
// @ts-expect-error: there is no such action
tracker.init({ appId: 'bi0', actionTypes: { pay: 'paid' } })
// @ts-expect-error: there is no such option
tracker.init({ appId: 'bi0', token: 'x' })

tracker.setConsent(true)
// @ts-expect-error: yes or no
tracker.setConsent('yes')

tracker.setUser({
  open_id: 'o',
  user_id: '1',
  tag: [{ tag_id: 'a', tag_name: '游客' }],
  extra: { n: 1 },
})
// @ts-expect-error: a user is known by open_id
tracker.setUser({ user_id: '1' })
// @ts-expect-error: a tag has a name
tracker.setUser({ open_id: 'o', tag: [{ tag_id: 'a' }] })

tracker.setChan({ chan_id: 'poster_1' })
tracker.setChan({ chan_custom: { chan_custom_id: 'a', chan_custom_id_desc: 'b' } })
// @ts-expect-error: a level has its description
tracker.setChan({ chan_custom: { chan_custom_id: 'a' } })
// @ts-expect-error: the scene is captured, not passed in
tracker.setChan({ chan_wxapp_scene: 1011 })

const { queued, duplicates, issues } = tracker.trackOrder({
  order_status: 'pay',
  order_id: 'A',
  coupons: [
    {
      coupon_id: 'b',
      coupon_ins_id: 'i',
      coupon_ins_name: 'n',
      coupon_deduction: 5,
      sub_order_id: 's',
    },
  ],
  component: { component_name: '优惠券卡片' },
  time: Date.now(),
})
const ids: string[] = [...queued, ...duplicates]
const texts: string[] = issues.map(({ path, expected, received }) => path + expected + received)
tracker.setPageTitle([...ids, ...texts].join())

// @ts-expect-error: an order has coupons, if only none
tracker.trackOrder({ order_status: 'pay', order_id: 'A' })
tracker.trackOrder({
  order_status: 'pay',
  // @ts-expect-error: a coupon has its instance
  coupons: [{ coupon_id: 'b', coupon_ins_name: 'n' }],
})
tracker.trackOrder({
  order_status: 'pay',
  // @ts-expect-error: yuan are a number
  coupons: [{ coupon_id: 'b', coupon_ins_id: 'i', coupon_ins_name: 'n', coupon_deduction: '10元' }],
})

tracker.appShow({ scene: 1011, query: { chan_id: 'a' }, referrerInfo: { appId: 'wx1' } })
tracker.appShow(wx.getEnterOptionsSync())
App({ onShow: (options) => tracker.appShow(options), onHide: () => tracker.appHide() })

const end: () => void = tracker.onReport(({ status, at, event_id, reason }) => {
  const when: number = at
  const id: string | undefined = event_id
  // @ts-expect-error: nothing else happens to an event
  if (status === 'sent') return
  if (status === 'accepted') console.log(when, id, reason)
})
end()

const { pending, accepted, refused, dropped, invalid } = tracker.getStatus()
const sum: number = pending + accepted + refused + dropped + invalid
const done: Promise<void> = tracker.flush()
void done.then(() => (sum ? tracker.retryRefused() : undefined))

// @ts-expect-error: there is no such function
tracker.track('consume_coupon')
// @ts-expect-error: what it gives is a count
const text: string = tracker.getStatus().pending
void text

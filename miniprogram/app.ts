import { autorun } from 'mobx-miniprogram'
import { chanOf } from './shop/branches'
import { GATEWAY_URL } from './shop/server'
import { branchStore } from './stores/branch'
import { consent } from './stores/consent'
import { memberStore } from './stores/member'

const tracker = requirePlugin('coupon-tracker')

// Before App and Page, so that the very first page is already seen.
tracker.init({
  appId: 'bi0000000000demo', // issued by Youshu; this one is invented
  consent: consent.granted(), // false: nothing is stored or sent until setConsent(true)
  titles: {
    'pages/index': '商城首页',
    'pages/product': '商品详情',
    'pages/checkout': '确认订单',
    'pages/inspect': '上报检查',
    'pages/device': '真机检查',
  },
  // For the coupon picker. A plugin cannot reach the merchant's servers, so it is lent the way there.
  gateway: tracker.requestGateway({
    url: GATEWAY_URL,
    token: memberStore.token,
    request: wx.request,
  }),
})

App(
  tracker.app({
    onLaunch() {
      // Where: the store in which the user orders; set again when another is selected.
      autorun(() => tracker.setChan(chanOf(branchStore.current())))
      // Who: known after the login. Events that come earlier wait for it, and are not lost.
      autorun(() => {
        const user = memberStore.user()
        if (user) tracker.setUser(user)
      })
    },
    // At the launch, and where that found no server, whenever the user comes back.
    onShow() {
      void memberStore.login()
    },
  }),
)

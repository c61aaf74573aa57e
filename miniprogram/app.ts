import { shopChan } from './shop/chan'
import { login } from './shop/login'
import { consent } from './stores/consent'
import { reportLog } from './stores/report-log'

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
  },
})

reportLog.start() // only for the demo's own inspector; leave it out

App(
  tracker.app({
    onLaunch() {
      tracker.setChan(shopChan) // which shop: known at once
      // Who: known after the login. Events that come earlier wait for it, and are not lost.
      void login().then((user) => tracker.setUser(user))
    },
  }),
)

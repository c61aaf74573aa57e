// Only type-checked: a host passes WeChat's own functions, a promise or a plain token, without a cast.
import { cloudGateway, init, requestGateway, usableCoupons } from 'youshu-coupon-plugin'

const cart = {
  multi_mark: '44950',
  trade_marks: [{ num: 2, trade_mark: '201909280011111', price: '18.00' }],
  type_cate: 1,
} as const

init({
  appId: 'bi0000000000000000',
  gateway: requestGateway({
    url: 'https://gateway.example',
    token: () => 'token',
    request: wx.request,
  }),
})
init({
  appId: 'bi0000000000000000',
  gateway: cloudGateway({
    callFunction: wx.cloud.callFunction,
    token: async (renew) => (renew ? 'new' : 'token'),
  }),
})
init({ appId: 'bi0000000000000000', gateway: async (path, body) => ({ path, body }) })
// @ts-expect-error: a gateway answers with a promise
init({ appId: 'bi0000000000000000', gateway: () => undefined })
// @ts-expect-error: without a token no caller is let in
requestGateway({ url: 'https://gateway.example', request: wx.request })

void usableCoupons(cart).then((outcome) => {
  if (outcome.state === 'failed') console.log(outcome.reason, outcome.issues)
  // @ts-expect-error: who failed has no coupons
  if (outcome.state === 'failed') console.log(outcome.coupons)
  if (outcome.state !== 'fresh' && outcome.state !== 'stale') return
  const best: string | null = outcome.best
  const [first] = outcome.coupons
  // @ts-expect-error: there may be none
  const id: string = first.id
  console.log(best, id)
})
// @ts-expect-error: there is no such way to eat
void usableCoupons({ ...cart, type_cate: 2 })

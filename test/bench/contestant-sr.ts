import { readFileSync } from 'node:fs'
import type { Contestant } from './contestant'

interface SrSdk {
  init(options: object): void
  setUser(user: object): void
  track(type: string, props: object): void
}

interface Event {
  readonly type: string
  readonly props: { readonly coupon_instance: { readonly coupon_ins_id: string } }
}

/** Tencent Youshu's own SDK, with everything on that its documents turn on (`autoProxy`). */
export const sr: Contestant = {
  name: 'sr',
  title: 'sr-sdk-wxapp 2.1.1',
  code: readFileSync(require.resolve('sr-sdk-wxapp'), 'utf8'),
  plugin: false,
  start({ exports, App, Page }) {
    const sdk = exports as SrSdk
    sdk.init({ token: 'bi0000000000000000', appid: 'wx9d4f5f22pa099f82', autoProxy: true })
    sdk.setUser({ open_id: 'ogN6X0T-ilsH-XmIdzXtuR1f1r3Q' })
    App({})
    return {
      track: (id) =>
        sdk.track('consume_coupon', {
          action_type: 'consume',
          coupon: { coupon_id: 'batch-30-5', external: true },
          coupon_instance: { coupon_ins_id: id, coupon_ins_name: '满 30 减 5' },
          order_id: `order-${id}`,
          coupon_deduction: 5,
        }),
      definePage: Page,
    }
  },
  events: ({ data }) =>
    ([data].flat() as Event[])
      .filter(({ type }) => type === 'consume_coupon')
      .map(({ props }) => ({ id: props.coupon_instance.coupon_ins_id, key: undefined })),
  aside(url) {
    if (url.includes('/open/sdk')) return { masterSwitch: true, isOpenProxyWxApi: false }
    if (url.includes('/wxlogin/')) return { openId: 'ogN6X0T-ilsH-XmIdzXtuR1f1r3Q', unionId: 'u' }
    return undefined
  },
}

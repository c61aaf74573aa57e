import { readFileSync } from 'node:fs'
import type { Contestant } from './contestant'

interface UmSdk {
  trackEvent(id: string, properties: object): void
}

interface Report {
  readonly a?: {
    readonly e?: Readonly<
      Record<string, readonly { readonly id: string; readonly coupon_ins_id: string }[]>
    >
  }
}

/** Umeng's SDK, started by `umengConfig` in App as its documents say, with its own user ids. */
export const um: Contestant = {
  name: 'um',
  title: 'umtrack-wx 2.8.0',
  code: readFileSync(require.resolve('umtrack-wx'), 'utf8'),
  plugin: false,
  start({ exports, App, Page }) {
    const sdk = exports as UmSdk
    App({ umengConfig: { appKey: '0000000000000000', useOpenid: false, debug: false } })
    return {
      track: (id) =>
        sdk.trackEvent('consume_coupon', {
          action_type: 'consume',
          coupon_id: 'batch-30-5',
          coupon_ins_id: id,
          coupon_ins_name: '满 30 减 5',
          order_id: `order-${id}`,
          coupon_deduction: 5,
        }),
      definePage: Page,
    }
  },
  events: ({ data }) =>
    Object.values((data as Report).a?.e ?? {})
      .flat()
      .filter(({ id }) => id === 'consume_coupon')
      .map(({ coupon_ins_id }) => ({ id: coupon_ins_id, key: undefined })),
  aside: (url) => (url.includes('/ckdh') ? { code: 200 } : undefined),
}

import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { createTracker } from '../../plugin/tracker'
import type { Contestant } from './contestant'

interface Event {
  readonly props: {
    readonly coupon_instance: { readonly coupon_ins_id: string }
    readonly extra?: { readonly event_id?: string }
  }
}

/** The plugin as merchants get it: one minified file. */
const bundle = (): string =>
  buildSync({
    entryPoints: [join(__dirname, '../../plugin/index.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'cjs',
    target: 'es2020',
    // Required at the first question about coupons, which nobody asks here.
    external: ['./coupons/*'],
  }).outputFiles[0]?.text ?? ''

export const ours: Contestant = {
  name: 'ours',
  title: 'this plugin',
  code: bundle(),
  plugin: true,
  start({ exports, App, Page }) {
    const { app, page, init, setUser, trackOrder, getStatus, retryRefused } = exports as ReturnType<
      typeof createTracker
    >
    init({ appId: 'bi0000000000000000', titles: { 'pages/order': '我的订单' } })
    setUser({ open_id: 'ogN6X0T-ilsH-XmIdzXtuR1f1r3Q' })
    App(app({}))
    return {
      track: (id) =>
        void trackOrder({
          order_status: 'pay',
          order_id: `order-${id}`,
          coupons: [
            {
              coupon_id: 'batch-30-5',
              coupon_ins_id: id,
              coupon_ins_name: '满 30 减 5',
              coupon_deduction: 5,
            },
          ],
        }),
      definePage: (options) => Page(page(options)),
      setAside: () => getStatus().parked,
      retrySetAside: retryRefused,
    }
  },
  events: ({ data }) =>
    ([data].flat() as Event[]).map(({ props }) => ({
      id: props.coupon_instance.coupon_ins_id,
      key: props.extra?.event_id,
    })),
  aside: () => undefined,
}

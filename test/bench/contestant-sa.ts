import { readFileSync } from 'node:fs'
import type { Contestant } from './contestant'

interface SaSdk {
  setPara(options: object): void
  init(): void
  track(event: string, properties: object): void
}

interface Event {
  readonly event: string
  readonly _track_id: number
  readonly properties: { readonly coupon_ins_id: string }
}

/** Sensors Data's SDK with its own defaults: batches, and all automatic events but clicks. */
export const sa: Contestant = {
  name: 'sa',
  title: 'sa-sdk-miniprogram 1.22.7',
  code: readFileSync(require.resolve('sa-sdk-miniprogram'), 'utf8'),
  plugin: false,
  start({ exports, App, Page }) {
    const sdk = exports as SaSdk
    sdk.setPara({ server_url: 'https://collector.example.com/sa?project=default' })
    sdk.init()
    App({})
    return {
      // It knows no nested properties: the coupon lies flat.
      track: (id) =>
        sdk.track('consume_coupon', {
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
  events({ data }) {
    const encoded = decodeURIComponent(String(data).replace(/^data_list=/, ''))
    const events = JSON.parse(Buffer.from(encoded, 'base64').toString()) as Event[]
    return events
      .filter(({ event }) => event === 'consume_coupon')
      .map(({ properties, _track_id }) => ({
        id: properties.coupon_ins_id,
        key: String(_track_id),
      }))
  },
  aside: () => undefined,
}

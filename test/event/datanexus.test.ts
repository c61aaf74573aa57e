import * as fc from 'fast-check'
import type { CouponAction } from '../../plugin/event/coupon-actions'
import { check } from '../../plugin/event/schema'
import {
  type ConsumeCoupon,
  consumeCouponSchema,
  datanexusSchemas,
} from '../../plugin/event/tables'
import { change, createPhone, OPTIONS, openPage, USER } from '../kit/phone'

const MINUTE = 60_000
const DATANEXUS = { edition: 'datanexus' }
/** What arrived, as either edition has it. */
type Arrived = { type: keyof typeof datanexusSchemas; props: Record<string, unknown> }
const arrived = async (phone: ReturnType<typeof createPhone>) => {
  await phone.clock.pass(MINUTE)
  return phone.collector.stored as unknown as Arrived[]
}
const COUPON = { coupon_id: 'spring', coupon_ins_id: 'spring-1', coupon_ins_name: '满 30 减 5' }

let said: jest.SpyInstance<void, unknown[]>
beforeEach(() => {
  said = jest.spyOn(console, 'error').mockReturnValue()
})
afterEach(() => said.mockRestore())

test('the newer edition reports the consumption, when the order is paid', async () => {
  const phone = createPhone()
  const tracker = phone.start(DATANEXUS)
  const coupons = [{ ...COUPON, coupon_deduction: 5 }]
  const ids = ['give_order', 'pay', 'payed', 'refund'].map((order_status) =>
    tracker.trackOrder({ order_status, order_id: 'A', coupons }),
  )
  expect(ids.map(({ queued }) => queued)).toEqual([[], [], ['consume/A/spring-1'], []])
  expect(tracker.getStatus().unmapped).toEqual({ give_order: 1, pay: 1, refund: 1 })
  const [event, ...others] = await arrived(phone)
  expect(others).toEqual([])
  expect(event).toEqual({
    type: 'consume_coupon',
    props: {
      page: 'pages/checkout',
      sr_sdk_version: expect.any(String),
      time: '1760000000000',
      wx_user: { app_id: 'wx9d4f5f22pa099f82', local_id: expect.any(String), ...USER },
      chan: { chan_wxapp_scene: 1011 },
      coupon: { coupon_id: 'spring-1', coupon_name: '满 30 减 5' },
      extra: {
        event_id: 'consume/A/spring-1',
        order_id: 'A',
        coupon_deduction: 5,
        coupon_batch_id: 'spring',
      },
    },
  })
})

test('the batch is named where its name is known', async () => {
  const phone = createPhone()
  const coupons = [{ ...COUPON, coupon_batch_name: '春季' }]
  phone.start(DATANEXUS).trackOrder({ order_status: 'payed', sub_order_id: 'A-1', coupons })
  const [event] = await arrived(phone)
  expect(event?.props['coupon_batch']).toEqual({
    coupon_batch_id: 'spring',
    coupon_batch_name: '春季',
  })
  expect(event?.props['extra']).toEqual({
    event_id: 'consume/sub~A-1/spring-1',
    sub_order_id: 'A-1',
  })
})

test('the merchant’s own statuses are laid over those of the edition', async () => {
  const phone = createPhone()
  const tracker = phone.start({ ...DATANEXUS, actionTypes: { payed: null, done: 'consume' } })
  for (const status of ['payed', 'done']) tracker.trackOrder(change(status, 'A'))
  expect((await arrived(phone)).length).toBe(1)
})

test('a status that the merchant means as anything but the consumption reports nothing there, and init says so', async () => {
  const warnings = jest.spyOn(console, 'warn').mockReturnValue()
  const phone = createPhone()
  const actionTypes = { CREATED: 'pre_consume', PAID: 'consume', REFUNDED: 'refund_consume' }
  const tracker = phone.start({ ...DATANEXUS, actionTypes })
  expect(warnings.mock.calls.map(([line]) => /actionTypes\.\w+/.exec(String(line))?.[0])).toEqual([
    'actionTypes.CREATED',
    'actionTypes.REFUNDED',
  ])
  for (const status of Object.keys(actionTypes)) tracker.trackOrder(change(status, 'A'))
  expect((await arrived(phone)).length).toBe(1)
  expect(tracker.getStatus()).toMatchObject({ unmapped: { CREATED: 1, REFUNDED: 1 }, invalid: 0 })
  warnings.mockRestore()
})

test('no event of one edition has the form of the other', async () => {
  const one = createPhone()
  one.start().trackOrder(change('pay', 'A'))
  const other = createPhone()
  other.start(DATANEXUS).trackOrder(change('payed', 'A'))
  const [youshu] = await arrived(one)
  const [datanexus] = await arrived(other)
  expect(check(consumeCouponSchema, youshu)).toEqual([])
  expect(check(datanexusSchemas.consume_coupon, datanexus)).toEqual([])
  expect(check(datanexusSchemas.consume_coupon, youshu)).not.toEqual([])
  expect(check(consumeCouponSchema, datanexus)).not.toEqual([])
  const keys = ['action_type', 'coupon_instance', 'order_id', 'coupon_deduction', 'component']
  for (const key of keys) expect(datanexus?.props).not.toHaveProperty(key)
})

test.each(['expose_coupon', 'trigger_coupon', 'get_coupon'] as const)(
  '%s goes on the same queue, and follows its table',
  async (type) => {
    const phone = createPhone()
    const tracker = phone.start(DATANEXUS)
    const more = { coupon_package_id: 'p', coupon_package_name: '礼包', coupon_batch_name: '春季' }
    const { queued, issues } = tracker.trackCoupon({ type, coupons: [{ ...COUPON, ...more }] })
    expect([queued.length, issues]).toEqual([1, []])
    const [event] = await arrived(phone)
    expect(check(datanexusSchemas[type], event)).toEqual([])
    expect(event).toMatchObject({
      type,
      props: {
        coupon: { coupon_id: 'spring-1', coupon_name: '满 30 减 5' },
        coupon_package: { coupon_package_id: 'p', coupon_package_name: '礼包' },
        coupon_batch: { coupon_batch_id: 'spring', coupon_batch_name: '春季' },
        page: 'pages/checkout',
        extra: { event_id: queued[0] },
      },
    })
  },
)

test('a coupon that no user has yet is its batch alone', async () => {
  const phone = createPhone()
  const coupons = [{ coupon_id: 7, coupon_batch_name: '春季', coupon_ins_name: '满 30 减 5' }]
  phone.start(DATANEXUS).trackCoupon({ type: 'expose_coupon', coupons: coupons as never })
  const [event] = await arrived(phone)
  expect(event?.props).not.toHaveProperty('coupon')
  expect(event?.props['coupon_batch']).toEqual({ coupon_batch_id: '7', coupon_batch_name: '春季' })
})

test('a coupon is shown and tapped again and again, and received once', async () => {
  const phone = createPhone()
  const tracker = phone.start(DATANEXUS)
  const counts: Record<string, number> = {}
  for (const type of ['expose_coupon', 'trigger_coupon', 'get_coupon'] as const) {
    for (let i = 0; i < 3; i++) {
      await phone.clock.pass(1_000)
      const { queued } = tracker.trackCoupon({ type, coupons: [COUPON] })
      counts[type] = (counts[type] ?? 0) + queued.length
    }
  }
  expect(counts).toEqual({ expose_coupon: 3, trigger_coupon: 3, get_coupon: 1 })
  const again = { ...COUPON, change_id: 'the same tap' }
  const taps = [1, 2].map(
    () => tracker.trackCoupon({ type: 'trigger_coupon', coupons: [again] }).queued.length,
  )
  expect(taps).toEqual([1, 0])
})

const WRONG: [what: string, action: unknown, path: string][] = [
  ['another type', { type: 'use_coupon', coupons: [COUPON] }, 'type'],
  ['no coupons', { type: 'get_coupon' }, 'coupons'],
  [
    'no batch',
    { type: 'get_coupon', coupons: [{ coupon_batch_name: 'n' }] },
    'coupons[0].coupon_id',
  ],
  [
    'a batch without any name',
    { type: 'get_coupon', coupons: [{ coupon_id: 'b' }] },
    'coupons[0].coupon_batch_name',
  ],
  ['nothing', undefined, ''],
]
test.each(WRONG)('%s is an issue, and no event', (_, action, path) => {
  const tracker = createPhone().start(DATANEXUS)
  expect(tracker.trackCoupon(action as CouponAction)).toMatchObject({
    queued: [],
    issues: [{ path, severity: 'error' }],
  })
})

test('a tenant of the first edition has no such events', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const action = { type: 'get_coupon', coupons: [COUPON] } as const
  expect(tracker.trackCoupon({ ...action, coupons: [COUPON] })).toMatchObject({
    queued: [],
    issues: [{ path: 'type', expected: expect.stringContaining('datanexus'), severity: 'error' }],
  })
  expect(await arrived(phone)).toEqual([])
})

test('an action before init is held, and goes if the edition has it', async () => {
  const warnings = jest.spyOn(console, 'warn').mockReturnValue()
  for (const [options, count] of [
    [DATANEXUS, 1],
    [{}, 0],
  ] as const) {
    said.mockClear()
    const phone = createPhone()
    const tracker = phone.launch()
    tracker.setUser(USER)
    openPage(tracker)
    expect(tracker.trackCoupon({ type: 'get_coupon', coupons: [COUPON] }).issues).toMatchObject([
      { path: 'init', severity: 'warning' },
    ])
    tracker.init({ ...OPTIONS, ...options } as never)
    expect((await arrived(phone)).length).toBe(count)
    // Where it has not, that is counted and said.
    expect(tracker.getStatus().invalid).toBe(1 - count)
    expect(said).toHaveBeenCalledTimes(1 - count)
  }
  warnings.mockRestore()
})

test('whatever of either edition is queued follows its table', async () => {
  const warnings = jest.spyOn(console, 'warn').mockReturnValue()
  const id = fc.oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.constantFrom(7, '', null, {}),
  )
  const coupon = fc.record({
    coupon_id: id,
    coupon_ins_id: id,
    coupon_ins_name: id,
    coupon_batch_name: id,
    coupon_deduction: fc.constantFrom(5, '5', 'x', null),
    coupon_package_id: id,
    coupon_package_name: id,
  })
  const call = fc.record({
    type: fc.constantFrom('payed', 'expose_coupon', 'trigger_coupon', 'get_coupon'),
    component: fc.constantFrom('picker', undefined, { component_id: 'x' }),
    coupons: fc.array(coupon, { maxLength: 3 }),
  })
  let delivered = 0
  const all = fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 3 }), async (calls) => {
      const phone = createPhone()
      const tracker = phone.start(DATANEXUS)
      for (const [i, { type, ...rest }] of calls.entries()) {
        if (type === 'payed') {
          tracker.trackOrder({ ...rest, order_status: type, order_id: `${i}` } as never)
        } else tracker.trackCoupon({ ...rest, type } as never)
      }
      for (const event of await arrived(phone)) {
        expect(check(datanexusSchemas[event.type], event)).toEqual([])
        expect(check(consumeCouponSchema, event as unknown as ConsumeCoupon)).not.toEqual([])
        delivered++
      }
    }),
    { numRuns: 300 },
  )
  await expect(all).resolves.toBeUndefined()
  expect(delivered).toBeGreaterThan(100)
  warnings.mockRestore()
})

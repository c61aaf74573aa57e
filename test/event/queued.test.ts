import * as fc from 'fast-check'
import { check } from '../../plugin/event/schema'
import { consumeCouponSchema } from '../../plugin/event/tables'
import { createPhone, OPTIONS, openPage } from '../kit/phone'

const RUNS = 1_500
const SECRETS = ['phone', 'mobile', 'token', 'session_key']

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
/** What a merchant's own system gives: mostly sound, at times blank or of another type. */
const id = fc.oneof(
  { weight: 9, arbitrary: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('', null, undefined, 17, {}) },
)
const yuan = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 1_000, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(NaN, -1, '10元', Infinity, null, '') },
)
const component = fc.record({ component_id: maybe(id), component_name: maybe(id) })
const change = fc.record({
  order_status: fc.constantFrom('give_order', 'pay', 'refund', 'cancel_pay'),
  order_id: maybe(id),
  sub_order_id: maybe(id),
  time: maybe(fc.constantFrom<unknown>(1_560_409_473_714, 1_560_409_473, '1560409473714')),
  component: maybe(component),
  coupons: fc.array(
    fc.record({
      coupon_id: id,
      coupon_ins_id: id,
      coupon_ins_name: id,
      coupon_deduction: maybe(yuan),
      sub_order_id: maybe(id),
    }),
    { maxLength: 3 },
  ),
})
const user = fc.record({
  open_id: id,
  user_id: maybe(id),
  union_id: maybe(id),
  tag: maybe(fc.array(fc.record({ tag_id: id, tag_name: id }), { maxLength: 2 })),
  extra: maybe(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 })),
})
const levels = [
  'id',
  'id_desc',
  'cat_3',
  'cat_3_desc',
  'cat_2',
  'cat_2_desc',
  'cat_1',
  'cat_1_desc',
]
const chan = fc.record({
  chan_id: maybe(id),
  chan_shop_id: maybe(id),
  chan_shop_name: maybe(id),
  chan_custom: maybe(
    fc
      .tuple(fc.integer({ min: 0, max: levels.length }), id)
      .map(([count, value]) =>
        Object.fromEntries(levels.slice(0, count).map((level) => [`chan_custom_${level}`, value])),
      ),
  ),
  extra: maybe(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 })),
})
const query = fc.dictionary(
  fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom(...SECRETS, 'scene', 'chan_id')),
  fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('phone%3D138', 'chan_id%3Da')),
  { maxKeys: 4 },
)
const page = fc.record({
  route: fc.constantFrom('pages/order', 'pages/goods', '__plugin__/wx1/pages/a'),
  options: query,
})
const life = fc.record({
  user,
  chan: maybe(chan),
  page,
  title: maybe(id),
  titles: maybe(fc.constant({ 'pages/order': '订单' })),
  entry: fc.record({
    scene: fc.integer({ min: 1_000, max: 1_300 }),
    query: maybe(query),
    referrerInfo: fc.constantFrom<unknown>(undefined, {}, { appId: 'wx1' }, { appId: '' }),
  }),
  forwarded: fc.boolean(),
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
})

/** Every blank in it, wherever it stands, but for what the merchant put into its own `extra`. */
const blanks = (value: unknown): number => {
  if (value === '' || value === null) return 1
  if (typeof value !== 'object') return 0
  const inner = Object.entries(value).filter(([key]) => key !== 'extra')
  return inner.reduce((count, [, item]) => count + blanks(item), 0)
}

test('whatever is queued follows the vendor’s table, once it is on its way', async () => {
  const errors = jest.spyOn(console, 'error').mockReturnValue()
  let delivered = 0
  const all = fc.assert(
    fc.asyncProperty(life, async (given) => {
      const phone = createPhone()
      phone.entry = given.entry
      const tracker = phone.launch()
      tracker.init({ ...OPTIONS, ...(given.titles && { titles: given.titles }) })
      tracker.setUser({ open_id: 'o-1' })
      tracker.setUser(given.user as never)
      if (given.forwarded) tracker.appShow(given.entry as never)
      if (given.chan) tracker.setChan(given.chan as never)
      openPage(tracker, given.page)
      if (given.title !== undefined) tracker.setPageTitle(given.title as never)
      const results = given.changes.map((one) => tracker.trackOrder(one as never))
      await phone.clock.pass(60_000)

      const queued = results.flatMap((tracked) => tracked.queued)
      expect(phone.collector.ids()).toEqual(queued)
      for (const event of phone.collector.stored) {
        expect(check(consumeCouponSchema, event)).toEqual([])
        expect(blanks(event)).toBe(0)
        expect(event.props.page).not.toMatch(/[?&](phone|mobile|token|session_key)=/)
      }
      delivered += queued.length
    }),
    { numRuns: RUNS },
  )
  await expect(all).resolves.toBeUndefined()
  // The scenarios are not so broken that nothing gets out.
  expect(delivered).toBeGreaterThan(RUNS / 4)
  errors.mockRestore()
})

import { readFileSync } from 'node:fs'
import { array, assert, asyncProperty, constantFrom, integer, option, record } from 'fast-check'
import { createApp } from '../../cloudfunctions/coupon-gateway/app'
import { readSettings } from '../../cloudfunctions/coupon-gateway/lib/settings'
import { couponsByUser } from '../../cloudfunctions/coupon-gateway/lib/catalogue'
import {
  decodeCoupons,
  readCatalogue,
} from '../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { evaluateCoupons } from '../kit/evaluate-coupons'
import { readCart } from '../../cloudfunctions/coupon-gateway/coupon-engine/cart'
import type { UserCoupon } from '../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import type { Cart } from '../../plugin/coupons/cart'
import { cloudGateway } from '../../plugin/coupons/gateway'
import { usableCoupons } from '../../plugin/coupons/client'
import recorded from '../cases/12-zvcms-coupons-naixue.json'
import { createFakeClock } from '../kit/clock'
import { COMPLETE } from '../gateway/open-server'
import { rawCoupon } from '../gateway/coupon-engine/make-coupon'
import { fakePorts, NOW } from '../gateway/fakes/ports'
import { cloudCall, openSession } from './cloud-call'

const USER = '548019854034'
const CATALOGUE = `${__dirname}/../../cloudfunctions/coupon-gateway/catalogue.json`
const demo = readCatalogue(readFileSync(CATALOGUE, 'utf8')).coupons
const live = decodeCoupons(
  recorded.coupons.map((coupon) => rawCoupon(coupon, { id: coupon.id })),
).coupons

// The carts below name the shops of the recorded merchant by their ids.

/** What the user sees: the whole way, from the cart through the gateway's door and back. */
const createCheckout = async (catalogue: readonly UserCoupon[]) => {
  const read = readSettings({ ...COMPLETE, COUPON_SHOP_CODE: 'id' })
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  const app = createApp({ settings: read.settings, ports: fakePorts(), catalogue })
  const token = await openSession(app, USER)
  const gateway = cloudGateway({ callFunction: cloudCall(app), token: () => token })
  const clock = createFakeClock(NOW)
  return async (cart: Cart) => {
    const outcome = await usableCoupons(cart, undefined, gateway, clock)
    // The next cart may be the same one, and is to be requested again.
    await clock.pass(60_000)
    if (outcome.state !== 'fresh') throw new Error(JSON.stringify(outcome))
    const { best, skipped, coupons } = outcome
    return { best, skipped, coupons }
  }
}

/** What the gateway decides. */
const decided = (catalogue: readonly UserCoupon[], given: Cart) => {
  const read = readCart(given)
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  const { best, coupons } = evaluateCoupons(couponsByUser(catalogue)(USER), read.cart, NOW, {
    shopCodeIsId: true,
  })
  return { best, skipped: 0, coupons: coupons.map(shown) }
}

const TEXTS = ['coupon_label', 'desc', 'explain_text', 'coupon_amount', 'scene_type_desc'] as const

/** As much of a coupon as can be shown. 0, which the vendor writes for no moment, is none. */
const shown = (one: ReturnType<typeof evaluateCoupons>['coupons'][number]) => ({
  ...one,
  start_at: one.start_at || undefined,
  end_at: one.end_at || undefined,
  coupon: {
    title: one.coupon.title ?? '',
    ...Object.fromEntries(TEXTS.map((key) => [key, one.coupon[key]])),
  },
})

/** The goods that coupons name: on others the coupons for single goods would all say the same. */
const named = demo.flatMap(({ coupon: { goods = [], discount_goods = [] } }) =>
  [...goods, ...discount_goods].flatMap(({ trade_mark }) => trade_mark ?? []),
)

const money = integer({ min: 0, max: 20_000 }).map((fen) => (fen / 100).toFixed(2))
const carts = record(
  {
    multi_mark: constantFrom('shanlan-hubin', 'shanlan-chengxi', '1234', '7559'),
    type_cate: constantFrom(1 as const, 3 as const),
    trade_marks: array(
      record({
        num: integer({ min: 1, max: 5 }),
        trade_mark: constantFrom('AOdjf7u', 'BKq2m9x', 'A', ...named),
        price: money,
      }),
      { maxLength: 4 },
    ),
    discount_price: option(money, { nil: '0' }),
    delivery_fee: money,
  },
  { requiredKeys: ['type_cate', 'trade_marks'] },
)

const tea = { num: 2, trade_mark: 'AOdjf7u', price: '26.80' }
const latte = { num: 1, trade_mark: 'BKq2m9x', price: 28.9 }
const NAMED: [string, Cart][] = [
  ['tea at the table', { multi_mark: 'shanlan-hubin', type_cate: 1, trade_marks: [tea] }],
  ['tea and latte', { multi_mark: 'shanlan-hubin', type_cate: 1, trade_marks: [tea, latte] }],
  [
    'delivered, with a discount',
    {
      multi_mark: 'shanlan-chengxi',
      type_cate: 3,
      trade_marks: [tea],
      discount_price: 5,
      delivery_fee: '4.00',
    },
  ],
  [
    'delivered for an unknown fee',
    { multi_mark: 'shanlan-chengxi', type_cate: 3, trade_marks: [latte] },
  ],
  ['nothing', { type_cate: 1, trade_marks: [] }],
]

describe.each([
  ['the whole demo catalogue', demo],
  ['the live coupons of a recorded merchant', live],
])('%s', (_, catalogue) => {
  test.each(NAMED)(
    'on a cart with %s: the user sees what the gateway decides',
    async (...given) => {
      const [, cart] = given
      const request = await createCheckout(catalogue)
      expect(await request(cart)).toEqual(decided(catalogue, cart))
    },
  )

  test('on any cart: usable, reason, deduction, best and order are those of the gateway', async () => {
    const request = await createCheckout(catalogue)
    let usable = 0
    await assert(
      asyncProperty(carts, async (cart) => {
        const evaluation = decided(catalogue, cart)
        expect(await request(cart)).toEqual(evaluation)
        usable += evaluation.coupons.filter((one) => one.usable === true).length
      }),
      { numRuns: 150 },
    )
    // Otherwise the property would be true of nothing.
    expect(usable).toBeGreaterThan(0)
  })
})

test('no coupon of either is left out', () => {
  expect(demo.length).toBeGreaterThanOrEqual(30)
  expect(live).toHaveLength(recorded.coupons.length)
})

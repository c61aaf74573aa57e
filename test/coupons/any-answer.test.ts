import {
  anything,
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constantFrom,
  dictionary,
  double,
  integer,
  jsonValue,
  oneof,
  record,
  string,
} from 'fast-check'
import type { Cart } from '../../plugin/coupons/cart'
import type { Coupon } from '../../plugin/coupons/types'
import type { CouponsOutcome } from '../../plugin/coupons/types'
import { CART, openCheckout } from './open-checkout'

const PAYABLE = 3_600
const TEXTS = ['coupon_label', 'desc', 'explain_text', 'coupon_amount', 'scene_type_desc']

const expectText = (value: unknown) => expect(typeof value).toMatch(/string|undefined/)

const expectWellFormed = ({ id, usable, deduction, ...rest }: Coupon) => {
  expect(typeof id === 'string' && !!id).toBe(true)
  expect([true, false, 'unknown']).toContain(usable)
  const fen = Math.round(deduction * 100)
  expect(Object.is(fen / 100, deduction) && fen >= 0 && fen <= PAYABLE).toBe(true)
  for (const text of [rest.couponId, rest.coupon_id, rest.reason, rest.reason_text])
    expectText(text)
  for (const at of [rest.start_at, rest.end_at])
    expect(at === undefined || (at > 0 && new Date(at * 1_000).getFullYear() < 6_000)).toBe(true)
  const { title, ...words } = rest.coupon
  expect(typeof title).toBe('string')
  for (const [key, word] of Object.entries(words)) {
    expect(TEXTS).toContain(key)
    expect(typeof word).toBe('string')
  }
}

const expectOutcome = (outcome: CouponsOutcome, given: unknown) => {
  if (outcome.state === 'failed') {
    expect(outcome).toEqual({ state: 'failed', reason: 'malformed', issues: [] })
    expect(Array.isArray(Reflect.get(Object(given), 'coupons'))).toBe(false)
    return
  }
  if (outcome.state !== 'fresh') throw new Error(outcome.state)
  const { coupons, best, skipped } = outcome
  coupons.forEach(expectWellFormed)
  expect(new Set(coupons.map(({ id }) => id)).size).toBe(coupons.length)
  expect(coupons.length + skipped).toBe(Reflect.get(Object(given), 'coupons').length)
  expect(best === null || coupons.find(({ id }) => id === best)?.usable === true).toBe(true)
}

const noise = jsonValue()
/** Nine times in ten what belongs there. */
const often = <T>(given: Arbitrary<T>) => oneof({ arbitrary: given, weight: 9 }, noise)
const mostly = <T>(...values: T[]) => often(constantFrom(...values))
const template = oneof(dictionary(constantFrom('title', '__proto__', ...TEXTS), noise), noise)
/** Almost coupons, so that most of an answer is understood and every field is odd once. */
const coupon = record(
  {
    id: often(integer({ min: 0, max: 30 }).map(String)),
    couponId: mostly<unknown>('405537296400020001', '7', 951, null, 2 ** 60),
    coupon_id: mostly<unknown>('390913441022870001', '8', 2 ** 53 - 1, 2 ** 53),
    usable: mostly<unknown>(true, true, false, 'unknown'),
    reason: mostly('goods', ''),
    reason_text: mostly('还差 2.00 元可用'),
    deduction: often(
      oneof(
        integer({ min: 0, max: 36 }),
        double({ min: -1, max: 40 }),
        constantFrom('6.5', '36.01'),
      ),
    ),
    start_at: mostly<unknown>(1735660800, '1735660800', 0),
    end_at: oneof(integer(), double(), string()),
    coupon: template,
  },
  { requiredKeys: ['id', 'usable', 'deduction'] },
)
const almost = record({
  best: oneof(integer({ min: 0, max: 9 }).map(String), noise),
  coupons: array(oneof(coupon, coupon, coupon, noise), { maxLength: 12 }),
})

const answered = async (given: unknown) => {
  const { fake, answerOn } = openCheckout()
  fake.answer = async () => given
  return answerOn(CART)
}

test('whatever JSON comes back, the outcome is well-formed and nothing throws', async () => {
  let understood = 0
  await assert(
    asyncProperty(oneof(almost, almost, almost, noise), async (given) => {
      const outcome = await answered(given)
      expectOutcome(outcome, given)
      if (outcome.state === 'fresh') understood += outcome.coupons.length
    }),
    { numRuns: 1_000 },
  )
  // Otherwise the property would be true of nothing.
  expect(understood).toBeGreaterThan(200)
})

test('whatever a gateway of the host gives back, JSON or not, there is an outcome', async () => {
  await assert(
    asyncProperty(anything(), async (given) => {
      expect((await answered(given)).state).toMatch(/^(fresh|failed)$/)
    }),
    { numRuns: 300 },
  )
})

test('whatever cart is given, there is an outcome', async () => {
  const quiet = jest.spyOn(console, 'error').mockReturnValue(undefined)
  await assert(
    asyncProperty(anything({ withNullPrototype: true, withBigInt: true }), async (cart) => {
      const { answerOn } = openCheckout()
      expect((await answerOn(cart as Cart)).state).toMatch(/^(fresh|failed)$/)
    }),
    { numRuns: 300 },
  )
  quiet.mockRestore()
})

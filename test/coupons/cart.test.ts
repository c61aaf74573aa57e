import type { Cart } from '../../plugin/coupons/cart'
import { usableCoupons } from '../../plugin/coupons/client'
import { CART, openCheckout } from './open-checkout'

let logged: jest.SpyInstance
beforeEach(() => {
  logged = jest.spyOn(console, 'error').mockReturnValue(undefined)
})
afterEach(() => logged.mockRestore())

const [LINE] = CART.trade_marks
const line = (changes: object) => ({ ...CART, trade_marks: [LINE, { ...LINE, ...changes }] })
/** A host's JavaScript has no compiler to stop it. */
const requested = async (cart: unknown) => {
  const { clock, fake } = openCheckout()
  const outcome = await usableCoupons(cart as Cart, undefined, fake.gateway, clock)
  return { outcome, sent: fake.requests.map(({ body }) => body) }
}

const AMOUNT = 'an amount in yuan, 0 or more, at most two decimals'
const COUNT = 'a whole number, 1 to 1,000,000'

test.each<[string, unknown, string, string, string]>([
  ['no cart', undefined, '', 'an object', 'undefined'],
  ['a cart that is text', 'cart', '', 'an object', '"cart"'],
  ['no goods', { type_cate: 1 }, 'trade_marks', 'a list', 'undefined'],
  ['goods that are no list', { ...CART, trade_marks: 7 }, 'trade_marks', 'a list', '7'],
  ['half a piece', line({ num: 0.5 }), 'trade_marks[1].num', COUNT, '0.5'],
  ['no piece', line({ num: 0 }), 'trade_marks[1].num', COUNT, '0'],
  ['pieces as text', line({ num: '2' }), 'trade_marks[1].num', COUNT, '"2"'],
  [
    'goods without a name',
    line({ trade_mark: '' }),
    'trade_marks[1].trade_mark',
    'a non-empty string',
    '""',
  ],
  [
    'a number as a name whose digits are lost',
    line({ trade_mark: 2 ** 60 }),
    'trade_marks[1].trade_mark',
    'a non-empty string (large numbers lose digits)',
    '1152921504606847000',
  ],
  ['a price in words', line({ price: '18元' }), 'trade_marks[1].price', AMOUNT, '"18元"'],
  ['no price', line({ price: undefined }), 'trade_marks[1].price', AMOUNT, 'undefined'],
  ['an empty price', line({ price: '' }), 'trade_marks[1].price', AMOUNT, '""'],
  ['a price below nothing', line({ price: -1 }), 'trade_marks[1].price', AMOUNT, '-1'],
  ['a price with half a fen', line({ price: 1.005 }), 'trade_marks[1].price', AMOUNT, '1.005'],
  ['a price that is no number', line({ price: NaN }), 'trade_marks[1].price', AMOUNT, 'NaN'],
  ['a price without end', line({ price: Infinity }), 'trade_marks[1].price', AMOUNT, 'Infinity'],
  ['a price beyond counting', line({ price: 1e21 }), 'trade_marks[1].price', AMOUNT, '1e+21'],
  ['a discount below nothing', { ...CART, discount_price: '-1' }, 'discount_price', AMOUNT, '"-1"'],
  [
    'a way to eat that is none',
    { ...CART, type_cate: 2 },
    'type_cate',
    '1 (dine-in) or 3 (delivery)',
    '2',
  ],
  ['a delivery fee in words', { ...CART, delivery_fee: '免' }, 'delivery_fee', AMOUNT, '"免"'],
])('%s is logged in one line, and never sent', async (_, cart, path, expected, received) => {
  const { outcome, sent } = await requested(cart)
  const issues: unknown[] = [expect.objectContaining({ path, expected, received })]
  expect(outcome).toEqual({
    state: 'failed',
    reason: 'bad_cart',
    issues: expect.arrayContaining(issues),
  })
  expect(sent).toEqual([])
  expect(logged).toHaveBeenCalledTimes(1)
  expect(logged).toHaveBeenCalledWith(
    expect.stringContaining(
      `[coupon-tracker] usableCoupons: ${path}: expected ${expected}, received ${received}`,
    ),
  )
})

test('goods by number, and one good instead of a list, are taken', async () => {
  const trade_marks = { num: 1, trade_mark: 7, price: 1 }
  const { outcome, sent } = await requested({ ...CART, trade_marks })
  expect(outcome).toMatchObject({ state: 'fresh' })
  expect(sent).toMatchObject([{ trade_marks: [{ num: 1, trade_mark: '7', price: '1.00' }] }])
})

test('of many mistakes every one is an issue, and the log says how many more there are', async () => {
  const trade_marks = Array.from({ length: 50 }, () => ({}))
  const { outcome } = await requested({ ...CART, trade_marks, type_cate: 0 })
  expect(outcome).toHaveProperty('issues.length', 151)
  expect(logged.mock.calls).toEqual([[expect.stringMatching(/trade_marks\[0\]\.num.*150 more\)$/)]])
})

const cyclic: Record<string, unknown> = { ...CART }
cyclic['trade_marks'] = [cyclic]
const throwing = () => {
  throw new Error('not yours')
}
const { proxy, revoke } = Proxy.revocable({}, {})
revoke()

test.each<[string, unknown]>([
  ['a cart that contains itself', cyclic],
  [
    'a cart that throws when it is read',
    Object.defineProperty({}, 'multi_mark', { get: throwing }),
  ],
  ['a cart that is gone', proxy],
  ['a price that throws when it is written', line({ price: { toString: throwing } })],
  ['a price without a text', line({ price: Object.create(null) })],
  ['a symbol for a price', line({ price: Symbol('18') })],
  ['a symbol', Symbol('cart')],
  ['a function', throwing],
  ['a bigint', 18n],
])('%s breaks nothing and is not sent', async (_, cart) => {
  const { outcome, sent } = await requested(cart)
  expect(outcome).toMatchObject({ state: 'failed', reason: 'bad_cart' })
  expect(outcome).toHaveProperty('issues.0.path', expect.any(String))
  expect(sent).toEqual([])
  expect(logged).toHaveBeenCalledTimes(1)
})

test('only what the gateway knows goes out, with every amount as the vendor writes it', async () => {
  const { sent } = await requested({
    ...CART,
    user_id: '548019854034',
    discount_price: 0.1 + 0.2,
    delivery_fee: 5,
    trade_marks: [{ ...LINE, price: '18', sku_name: '茶', __proto__: { admin: true } }],
  })
  expect(sent).toEqual([
    {
      multi_mark: '44950',
      trade_marks: [{ num: 2, trade_mark: '201909280011111', price: '18.00' }],
      discount_price: '0.30',
      type_cate: 1,
      delivery_fee: '5.00',
    },
  ])
})

test('blanks count as absent', async () => {
  const { sent } = await requested({
    ...CART,
    multi_mark: '',
    discount_price: '',
    delivery_fee: null,
  })
  const { multi_mark: _, ...rest } = CART
  expect(sent).toEqual([rest])
})

test('an empty cart may be requested', async () => {
  expect(await requested({ trade_marks: [], type_cate: 3 })).toMatchObject({
    outcome: { state: 'fresh' },
    sent: [{ trade_marks: [], type_cate: 3 }],
  })
})

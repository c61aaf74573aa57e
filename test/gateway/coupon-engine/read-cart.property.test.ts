import {
  array,
  assert,
  bigInt,
  constant,
  constantFrom,
  dictionary,
  integer,
  oneof,
  property,
  string,
} from 'fast-check'
import { safeParse } from 'valibot'
import { Cart, readCart } from '../../../cloudfunctions/coupon-gateway/coupon-engine/cart'
import { normalize } from '../../../cloudfunctions/coupon-gateway/coupon-engine/fields'
import { check } from '../../../cloudfunctions/coupon-gateway/lib/check'

const amount = oneof(
  integer({ min: 0, max: 99_999 }).map((fen) => (fen / 100).toFixed(2)),
  constantFrom('1', '01.5', '00.10', ' 3.20 ', '99999999.99', 0, -0, 26.8, 0.1 + 0.2, 1e8),
)
const name = oneof(constantFrom('7559', 'A', ' A ', 7559, 0, -0), integer({ min: 0 }))
const count = oneof(
  integer({ min: 1, max: 9 }),
  constantFrom('2', ' 2 ', '02', 1_000_000, '1000000'),
)
const odd = oneof(
  constantFrom(null, '', ' ', true, -1, 1.5, 1.005, '1.005', '-1', '1e3', 1e21, 2 ** 53, [], {}),
  bigInt({ min: 0n }),
  string(),
)
/** Mostly what a table's field takes. */
const mostly = (value: typeof amount) =>
  oneof({ weight: 20, arbitrary: value }, { weight: 1, arbitrary: odd })

const spoilt = { weight: 1, arbitrary: dictionary(constantFrom('num', ' num', 'price', 'x'), odd) }
const fields = <T>(usual: Record<string, T>) =>
  oneof({ weight: 20, arbitrary: constant({}) }, spoilt).map((more) => ({ ...usual, ...more }))

const line = mostly(count).chain((num) =>
  mostly(name).chain((trade_mark) =>
    mostly(amount).chain((price) => fields({ num, trade_mark, price })),
  ),
)
const lines = oneof({ weight: 20, arbitrary: array(line) }, { weight: 1, arbitrary: odd })
const optional = <T>(key: string, value: T) => (value === undefined ? {} : { [key]: value })
const cart = lines.chain((trade_marks) =>
  oneof(constant(undefined), mostly(name)).chain((multi_mark) =>
    oneof(constant(undefined), mostly(amount)).chain((money) =>
      mostly(constantFrom(1, 3, '1', '3', 2)).chain((type_cate) =>
        fields({
          trade_marks,
          type_cate,
          ...optional('multi_mark', multi_mark),
          ...optional('discount_price', money),
          ...optional('delivery_fee', money),
        }),
      ),
    ),
  ),
)

test('whatever a cart holds, it is read as its table says', () => {
  const taken = { carts: 0, refused: 0 }
  assert(
    property(cart, (input) => {
      const given = normalize(input)
      const { success, output } = safeParse(Cart, given)
      taken[success ? 'carts' : 'refused'] += 1
      expect(readCart(input)).toEqual(
        success ? { cart: output } : { issues: check(Cart, given, input) },
      )
    }),
    { numRuns: 3_000 },
  )
  expect(Math.min(taken.carts, taken.refused)).toBeGreaterThan(300)
})

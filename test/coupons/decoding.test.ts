import { decoded, evaluated, other } from './open-checkout'

const RICH = other(50_000)
const one = async (changes: object, cart = RICH) => {
  const { coupons, skipped } = await decoded({ best: null, coupons: [evaluated(changes)] }, cart)
  return { coupon: coupons[0], skipped }
}

test.each<[unknown, number]>([
  ['6', 6],
  ['6.50', 6.5],
  [' 28.90 ', 28.9],
  ['0', 0],
  [0, 0],
  [-0, 0],
  [0.1 + 0.2, 0.3],
  [28.9, 28.9],
  [4.35, 4.35],
  [1.115, 1.12],
  ['0.005', 0.01],
  [0.004, 0],
  ['49999.99', 49_999.99],
])('a deduction written %p is %p yuan, exact to the fen', async (deduction, yuan) => {
  const { coupon } = await one({ deduction })
  expect(Object.is(coupon?.deduction, yuan)).toBe(true)
})

test.each<[unknown]>([
  ['六元'],
  ['6元'],
  [''],
  [' '],
  ['-6'],
  ['0x6'],
  ['6e3'],
  ['Infinity'],
  [-0.01],
  [NaN],
  [Infinity],
  [-Infinity],
  [1e300],
  [null],
  [undefined],
  [true],
  [[6]],
  [{}],
])('a coupon with the deduction %p is left out and counted', async (deduction) => {
  expect(await one({ deduction })).toEqual({ coupon: undefined, skipped: 1 })
})

test('no coupon takes more off than there is to pay', async () => {
  const cart = { ...other('20.00'), discount_price: 3, type_cate: 3, delivery_fee: '5.00' } as const
  expect(await one({ deduction: 22 }, cart)).toMatchObject({ coupon: { deduction: 22 } })
  expect(await one({ deduction: 22.01 }, cart)).toEqual({ coupon: undefined, skipped: 1 })
})

test('a discount of more than the goods leaves the delivery fee to take off', async () => {
  const cart = { ...other(10), discount_price: 30, type_cate: 3, delivery_fee: 5 } as const
  expect(await one({ deduction: 5 }, cart)).toMatchObject({ coupon: { deduction: 5 } })
  expect(await one({ deduction: 5.01 }, cart)).toEqual({ coupon: undefined, skipped: 1 })
})

test.each([
  ['id', 'id'],
  ['couponId', 'couponId'],
  ['coupon_id', 'coupon_id'],
])('%s keeps every digit', async (key) => {
  const long = '00610000000000000000000000000000001'
  expect((await one({ [key]: long })).coupon).toHaveProperty(key, long)
  expect((await one({ [key]: 951 })).coupon).toHaveProperty(key, '951')
})

// As JSON.parse makes it of 610000000000000001, which is another coupon.
const ROUNDED = 610_000_000_000_000_000

test.each([
  ['an id that has lost digits', { id: ROUNDED }],
  ['a code that has lost digits', { couponId: ROUNDED }],
  ['a batch that has lost digits', { coupon_id: 2 ** 53 }],
  ['half an id', { id: 1.5 }],
  ['an id below nothing', { id: -1 }],
  ['an id that is a list', { id: ['1'] }],
  ['no id', { id: undefined }],
  ['an empty id', { id: '' }],
  ['nothing about its use', { usable: undefined }],
  ['a use that is a word', { usable: 'yes' }],
  ['a use that is a number', { usable: 1 }],
])('a coupon with %s is left out and counted', async (_, changes) => {
  expect(await one(changes)).toEqual({ coupon: undefined, skipped: 1 })
})

test.each([['a text'], [null], [7], [[]], [undefined]])('%p is no coupon', async (given) => {
  const { coupons, skipped } = await decoded({ coupons: [given, evaluated()] })
  expect(coupons).toEqual([evaluated()])
  expect(skipped).toBe(1)
})

test.each<[unknown, string]>([
  ['<b>满减</b><script>alert(1)</script>', '<b>满减</b><script>alert(1)</script>'],
  [951, '951'],
  [undefined, ''],
  [null, ''],
  [{ text: '满减' }, ''],
  [['满减'], ''],
  [true, ''],
])('the title %p is the text %p', async (title, text) => {
  const { coupon } = await one({ coupon: { title } })
  expect(coupon?.coupon).toEqual({ title: text })
})

test.each<[unknown]>([[undefined], [null], ['text'], [[]]])(
  'a template that is %p has an empty title',
  async (coupon) => {
    expect((await one({ coupon })).coupon?.coupon).toEqual({ title: '' })
  },
)

test.each<[unknown, number | undefined]>([
  [1735660800, 1735660800],
  ['1735660800', 1735660800],
  [0, undefined],
  ['0', undefined],
  [1735660800000, undefined],
  [-1, undefined],
  ['2025-01-01', undefined],
  [null, undefined],
  [Infinity, undefined],
])('a moment written %p is %p', async (start_at, seconds) => {
  const { coupon } = await one({ start_at, end_at: start_at })
  expect([coupon?.start_at, coupon?.end_at]).toEqual([seconds, seconds])
})

test('what is not known is not passed on, and what is absent is no key', async () => {
  const { coupon } = await one({
    couponId: null,
    coupon_id: '',
    start_at: undefined,
    secret: 'x',
    coupon: { title: '券', goods: [1] },
  })
  expect(coupon).toStrictEqual({
    id: '610000000000000001',
    usable: true,
    deduction: 6,
    end_at: 4102415999,
    coupon: { title: '券' },
  })
})

test('of two coupons with one id the first stands', async () => {
  const first = evaluated({ deduction: 5 })
  const { coupons, skipped } = await decoded({ coupons: [first, evaluated({ deduction: 6 })] })
  expect(coupons).toEqual([first])
  expect(skipped).toBe(1)
})

test('the order is the gateway’s', async () => {
  const ids = ['3', '1', '2']
  const { coupons } = await decoded({ coupons: ids.map((id) => evaluated({ id })) })
  expect(coupons.map(({ id }) => id)).toEqual(ids)
})

test.each<[string, unknown, string | null]>([
  ['a usable coupon of the list', '1', '1'],
  ['it by a number', 1, '1'],
  ['an unusable one', '2', null],
  ['an undecided one', '3', null],
  ['one that was left out', '4', null],
  ['none', null, null],
  ['an object', { toString: null }, null],
  ['a prototype', '__proto__', null],
])('where the best is %s', async (_, given, best) => {
  const coupons = [
    evaluated({ id: '1' }),
    evaluated({ id: '2', usable: false }),
    evaluated({ id: '3', usable: 'unknown' }),
    evaluated({ id: '4', deduction: 'all' }),
  ]
  expect(await decoded({ best: given, coupons })).toMatchObject({ best })
})

test('keys of prototypes do no harm', async () => {
  const hostile = (text: string): unknown => JSON.parse(text)
  const answer = hostile(`{
    "__proto__": { "coupons": [] },
    "best": "__proto__",
    "coupons": [
      { "__proto__": { "usable": true, "deduction": 6 }, "id": "1", "coupon": {} },
      { "id": "__proto__", "usable": true, "deduction": 6, "constructor": { "prototype": { "x": 1 } },
        "coupon": { "__proto__": { "title": "x" }, "title": "券" } },
      { "id": "constructor", "usable": true, "deduction": 6, "coupon": { "toString": 1 } }
    ]
  }`)
  const { best, coupons, skipped } = await decoded(answer)
  expect({ best, skipped }).toEqual({ best: '__proto__', skipped: 1 })
  expect(coupons).toStrictEqual([
    { id: '__proto__', usable: true, deduction: 6, coupon: { title: '券' } },
    { id: 'constructor', usable: true, deduction: 6, coupon: { title: '' } },
  ])
  expect(Reflect.get({}, 'x')).toBeUndefined()
})

test('5,000 coupons are decoded, and none of them is left out', async () => {
  const coupons = Array.from({ length: 5_000 }, (_, at) => evaluated({ id: `${at}` }))
  const outcome = await decoded({ best: '0', coupons })
  expect(outcome).toMatchObject({ best: '0', skipped: 0, coupons: { length: 5_000 } })
})

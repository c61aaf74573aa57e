import { readCatalogue } from '../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { NOW } from './fakes/ports'
import { CART, type OpenServer, openServer } from './open-server'

const LAST_SECOND = NOW / 1000 + 1
const coupon = (id: string, user_id: string) => ({
  id,
  user_id,
  end_at: LAST_SECOND,
  status: 0,
  coupon: { title: '满30减6', amount: '6', coupon_type: 0, category: 0, status: 1 },
})

let server: OpenServer
beforeEach(async () => {
  const { coupons } = readCatalogue(JSON.stringify([coupon('1', '1001'), coupon('2', '1002')]))
  server = await openServer({}, undefined, undefined, undefined, coupons)
})
afterEach(() => server.close())

const ask = (token: string, query = '', cart: unknown = CART) =>
  server.post(`/usable-coupons${query}`, cart, token)

test('the same question in the same second has the same answer', async () => {
  const token = await server.session('1001')
  const first = await ask(token)
  server.ports.pass(999)
  const again = await ask(token)
  expect(again).toMatchObject({ status: 200, text: first.text })
  expect(again.headers.get('content-type')).toBe('application/json')
})

test('a coupon that ended since the last question is not usable', async () => {
  const token = await server.session('1001')
  expect((await ask(token)).json['best']).toBe('1')
  server.ports.pass(1_000)
  expect((await ask(token)).json['best']).toBe('1')
  server.ports.pass(1_000)
  const { json } = await ask(token)
  expect(json).toMatchObject({ best: null, coupons: [{ usable: false, reason: 'expired' }] })
})

test('whoever asks the same in the same second gets only his own coupons', async () => {
  const tokens = [await server.session('1001'), await server.session('1002')]
  for (const _ of [1, 2])
    for (const [at, token] of tokens.entries())
      expect((await ask(token)).json['best']).toBe(`${at + 1}`)
})

test('the short answer and another cart are other questions', async () => {
  const token = await server.session('1001')
  const whole = await ask(token)
  expect((await ask(token, '?fields=compact')).json).toHaveProperty('columns')
  expect((await ask(token)).text).toBe(whole.text)
  const dearer = { ...CART, trade_marks: [{ ...CART.trade_marks[0], price: '2.00' }] }
  expect((await ask(token, '', dearer)).json).toMatchObject({ coupons: [{ deduction: 4 }] })
})

test('a broken cart is refused each time', async () => {
  const token = await server.session('1001')
  for (const _ of [1, 2]) {
    expect((await ask(token, '', '{"type_cate": 1,')).status).toBe(422)
    expect((await ask(token, '', { type_cate: 7 })).status).toBe(422)
  }
})

import { readDemoCatalogue } from '../../simulator/server/gateway'
import { demoBatches } from '../../simulator/server/shop'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { check } from '../../cloudfunctions/coupon-gateway/lib/check'
import { Coupon } from '../../cloudfunctions/coupon-gateway/youshu/coupon'
import { asking } from './asked'
import { validEvent, validQuery } from './report'

let simulator: Simulator
const { batches, calls, post } = asking(() => simulator)

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 })
})
afterAll(() => simulator.close())
beforeEach(async () => {
  await post('/collector/mode', { mode: 'ok' })
  await fetch(`${simulator.url}/collector/requests`, { method: 'DELETE' })
})

const happen = (action_type: string, coupon_id: string, order: string) =>
  validEvent({
    action_type,
    coupon: { coupon_id, external: true },
    extra: { event_id: `${action_type}/${order}/piece` },
  })
const report = (body: unknown) => post(`/api/report?${validQuery}`, body)
const batch = async (id: string) => (await batches()).find(({ coupon_id }) => coupon_id === id)

test('at the start every batch of the catalogue is uploaded by the operator, and the welcome gift', async () => {
  const ids = (await readDemoCatalogue()).map(({ coupon_id }) => coupon_id)
  const uploaded = await batches()
  expect(new Set(uploaded.map(({ coupon_id }) => coupon_id))).toEqual(
    new Set(['SL-WELCOME-300', ...ids]),
  )
  expect(uploaded).toHaveLength(new Set(ids).size + 1)
  expect((await calls())[0]).toMatchObject({
    from: 'operator',
    path: '/coupon-batches',
    status: 200,
    answer: { accepted: uploaded.length, refused: [] },
  })
})

test('what is uploaded follows seed 001, each batch', async () => {
  const issues = demoBatches(await readDemoCatalogue()).flatMap((one) => check(Coupon, one))
  expect(issues).toEqual([])
})

test('a batch says its name, from when until when it holds, and when it came', async () => {
  expect(await batch('SL-WELCOME-300')).toEqual({
    coupon_id: 'SL-WELCOME-300',
    name: '见面礼立减券',
    at: expect.any(Number),
    start_at: Date.parse('2025-01-01T00:00:00+08:00'),
    end_at: Date.parse('2030-03-31T23:59:59+08:00'),
    pre_consumed: 0,
    consumed: 0,
    refunded: 0,
  })
})

test('each event counts for its batch once, however often it came', async () => {
  const id = 'SL-WELCOME-300'
  await report(happen('pre_consume', id, 'O-1'))
  await report([happen('pre_consume', id, 'O-1'), happen('pre_consume', id, 'O-2')])
  await report(happen('consume', id, 'O-1'))
  await report(happen('consume', id, 'O-1'))
  await report(happen('refund_consume', id, 'O-1'))
  expect(await batch(id)).toMatchObject({ pre_consumed: 2, consumed: 1, refunded: 1 })
  const others = (await batches()).filter(({ coupon_id }) => coupon_id !== id)
  expect(others.filter((one) => one.pre_consumed + one.consumed + one.refunded > 0)).toEqual([])
})

test('what was not stored does not count, and a cleared list counts nothing', async () => {
  const id = 'SL-WELCOME-300'
  await post('/collector/mode', { mode: 'refuse' })
  await report(happen('consume', id, 'O-3'))
  expect(await batch(id)).toMatchObject({ consumed: 0 })
  await post('/collector/mode', { mode: 'ok' })
  await report(happen('consume', id, 'O-3'))
  expect(await batch(id)).toMatchObject({ consumed: 1 })
  await fetch(`${simulator.url}/collector/requests`, { method: 'DELETE' })
  expect(await batch(id)).toMatchObject({ consumed: 0 })
})

test.each([
  ['no batch of ours', validEvent()],
  ['no event', null],
  ['another action', happen('toString', 'SL-WELCOME-300', 'O-4')],
])('%s changes no count', async (_, body) => {
  const before = await batches()
  await report(body)
  expect(await batches()).toEqual(before)
})

test('uploaded again, a batch keeps its counts and says when', async () => {
  await report(happen('consume', 'SL-WELCOME-300', 'O-5'))
  const before = await batch('SL-WELCOME-300')
  const response = await post('/operator/push-batches', {})
  expect(await response.json()).toMatchObject({ refused: [] })
  const after = await batch('SL-WELCOME-300')
  expect(after).toMatchObject({ consumed: 1 })
  expect(after?.at).toBeGreaterThan(before?.at ?? Infinity)
  expect((await calls()).at(-1)).toMatchObject({ from: 'operator', path: '/coupon-batches' })
})

test('a page that listens gets the gateway and the batches as they change', async () => {
  const stream = await fetch(`${simulator.url}/page/stream`)
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let received = ''
  const receive = async (words: RegExp) => {
    while (!words.test(received)) {
      const { value, done } = (await reader?.read()) ?? { done: true }
      if (done) break
      received += value
    }
    expect(received).toMatch(words)
    received = ''
  }
  await receive(/event: gateway-mode\ndata: "ok"[^]*event: batches\ndata: \[.*SL-WELCOME-300/)
  await report(happen('consume', 'SL-WELCOME-300', 'O-6'))
  await receive(/event: request\n[^]*event: batches\ndata: .*"SL-WELCOME-300"[^}]*"consumed":1/)
  await post('/gateway/usable-coupons', {})
  await receive(/event: gateway-call\ndata: .*"status":401/)
  await post('/gateway/mode', { mode: 'slow' })
  await receive(/event: gateway-mode\ndata: "slow"/)
  await reader?.cancel()
})

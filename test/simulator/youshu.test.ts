import { createHmac, randomUUID } from 'node:crypto'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { asking } from './asked'

let simulator: Simulator
const { batches, post } = asking(() => simulator)

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 })
})
afterAll(() => simulator.close())

const seconds = () => String(Math.floor(Date.now() / 1000))
const push = async (query: Record<string, string>) => {
  const values = { app_id: 'bi0000000000demo', sign: 'sha256', ...query }
  const path = `/youshu/data-api/v1/order/add_coupon?${new URLSearchParams(values).toString()}`
  const coupons = [{ external_coupon_id: 'forged', coupon_name: '伪造的券' }]
  const response = await post(path, { dataSourceId: 'shanlan-demo', coupons })
  return (await response.json()) as { readonly retcode: number; readonly errmsg: string }
}

test('Youshu takes nothing that is not signed with the secret', async () => {
  const nonce = randomUUID().slice(0, 32)
  const timestamp = seconds()
  const text = `app_id=bi0000000000demo&nonce=${nonce}&sign=sha256&timestamp=${timestamp}`
  const signature = createHmac('sha256', 'a guess').update(text).digest('hex')
  expect(await push({ nonce, timestamp, signature })).toMatchObject({
    retcode: 1,
    errmsg: 'signature is wrong',
  })
  expect(await batches()).not.toContainEqual(expect.objectContaining({ coupon_id: 'forged' }))
})

test.each([
  ['another account', { app_id: 'bi1' }, 'app_id'],
  ['another way to sign', { sign: 'md5' }, 'sign is'],
  ['an old timestamp', { timestamp: '1700000000' }, 'timestamp'],
  ['no nonce', { timestamp: 'now', nonce: '' }, 'timestamp'],
])('Youshu takes nothing from %s', async (_, query, words) => {
  const answer = await push({ nonce: 'n', timestamp: seconds(), signature: '', ...query })
  expect(answer).toMatchObject({ retcode: 1, errmsg: expect.stringContaining(words) })
})

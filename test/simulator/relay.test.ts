import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runEvents } from '../../cloudfunctions/coupon-gateway/cli/events'
import { systemIo } from '../../cloudfunctions/coupon-gateway/cli/io'
import type { RelayState } from '../../simulator/contracts'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { until } from '../e2e/until'
import { reported } from '../gateway/store/events'

jest.setTimeout(300_000)

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ port: 0 })
})
afterAll(() => simulator.close())

const post = (path: string, body: object) =>
  fetch(simulator.url + path, { method: 'POST', body: JSON.stringify(body) })
const get = async <T>(path: string) => (await (await fetch(simulator.url + path)).json()) as T
const arrived = async () =>
  (await get<{ body: unknown }[]>('/collector/requests')).flatMap(({ body }) => body)
const report = (order_id: string, action_type: string) =>
  post(
    '/api/report?app_id=bi0000000000demo&timestamp=1&nonce=n',
    reported({ order_id, action_type, extra: { event_id: `${action_type}/${order_id}/C1` } }),
  )

test('the demo’s events go straight to the collector until the switch is on', async () => {
  expect(await get('/relay')).toEqual({ on: false, events: [] })
  await report('direct', 'consume')
  expect(await arrived()).toHaveLength(1)
  expect(await get('/relay')).toEqual({ on: false, events: [] })
  expect((await post('/relay', { on: 'yes' })).status).toBe(400)
  expect((await fetch(`${simulator.url}/relay/folder`)).status).toBe(404)
})

test('through the gateway, phone and shop report one payment, and one event arrives', async () => {
  await fetch(`${simulator.url}/collector/requests`, { method: 'DELETE' })
  expect(await (await post('/relay', { on: true })).json()).toEqual({ on: true, events: [] })
  for (const action of ['pre_consume', 'consume']) {
    const answer = await report('O1', action)
    expect(await answer.json()).toEqual({ code: 0, msg: 'ok' })
  }
  await until('both events accepted, the payment reported by both', async () => {
    const now = await get<RelayState>('/relay')
    const isDone = now.events.every(({ state }) => state === 'accepted')
    return isDone && now.events[0]?.received.length === 2 ? now : undefined
  })
  const { events } = await get<RelayState>('/relay')
  expect(events).toMatchObject([
    { event_id: 'consume/O1/C1', received: [{ from: 'phone' }, { from: 'server' }], repeats: 1 },
    { event_id: 'pre_consume/O1/C1', received: [{ from: 'phone' }], repeats: 0 },
  ])
  expect(await arrived()).toMatchObject([
    { props: { action_type: 'pre_consume' } },
    { props: { action_type: 'consume' } },
  ])
  const calls = await get<{ from: string; path: string }[]>('/gateway/requests')
  expect(calls.map(({ from, path }) => `${from} ${path}`)).toContain('shop /events')
})

test('a day of the demo is closed from a terminal, with the shop’s own list of orders', async () => {
  const response = await fetch(`${simulator.url}/shop/orders.csv`)
  const list = await response.text()
  expect(list.split('\r\n').slice(0, 2)).toEqual([
    'order_id,sub_order_id,coupon_ins_id,status,coupon_deduction,time,coupon_id,coupon_batch_name,coupon_ins_name,app_id,open_id,user_id',
    'direct,,C1,paid,5,2026-11-27 11:26:40,B1,,满58减5,wx1,o-1,u-1',
  ])
  const folder = mkdtempSync(join(tmpdir(), 'demo-orders-'))
  const file = join(folder, 'orders.csv')
  writeFileSync(file, list)
  const GATEWAY_DATA = await (await fetch(`${simulator.url}/relay/folder`)).text()
  const reconcile = async (...more: string[]) => {
    const said: string[] = []
    const code = await runEvents(['reconcile', file, '--day', '2026-11-27', ...more], {
      ...systemIo,
      env: { GATEWAY_DATA },
      stdout: (text) => said.push(text),
      stderr: (text) => said.push(text),
    })
    return { code, said: said.join('\n') }
  }
  // What went straight to Youshu the gateway does not know.
  const open = await reconcile('--send')
  expect(open).toMatchObject({ code: 1, said: expect.stringMatching(/missing .* direct /) })
  await until('what was missing is accepted', async () => {
    const { events } = await get<RelayState>('/relay')
    return events.length === 3 && events.every(({ state }) => state === 'accepted')
  })
  expect(await reconcile()).toMatchObject({ code: 0, said: expect.stringContaining('is closed') })
  rmSync(folder, { recursive: true })
})

test('switched off, events go straight again', async () => {
  await fetch(`${simulator.url}/collector/requests`, { method: 'DELETE' })
  await post('/relay', { on: false })
  await report('direct again', 'consume')
  expect(await arrived()).toHaveLength(1)
  expect((await get<RelayState>('/relay')).events).toHaveLength(3)
})

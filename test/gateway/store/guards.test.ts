import { OPERATOR_KEY } from '../open-server'
import { coupons } from '../youshu/a-coupon'
import { anEvent } from '../youshu/an-event'
import { storeAddress, stopStore } from './address'
import { openStoreServer, type StoreServer } from './server'

let server: StoreServer
afterEach(() => server.close())
afterAll(stopStore)

const push = () => server.post('/coupon-batches', { coupons: coupons(1) }, OPERATOR_KEY)

test('what a route finds out about a vendor, the relay and the jobs know too', async () => {
  server = await openStoreServer(await storeAddress())
  const { store, vendor } = server
  vendor.answersPushes(500, 'oops')
  // Each push tries four times; the fifth failure opens the breaker.
  expect(await push()).toMatchObject({ status: 502 })
  expect(await push()).toMatchObject({ status: 503, json: { code: 'circuit_open' } })
  expect(vendor.pushed).toHaveLength(5)

  await server.post('/events', { events: [anEvent()] }, OPERATOR_KEY)
  await store.forwarder.drain()
  expect(vendor.calls).toEqual([])
  const [event] = Object(
    await (await server.get('/events?order_id=O1', OPERATOR_KEY)).json(),
  ).events
  expect(event).toMatchObject({ state: 'stored' })

  const job = { kind: 'coupon-batches', input: { coupons: coupons(1) } }
  expect(await server.post('/jobs', job, OPERATOR_KEY)).toMatchObject({ status: 202 })
  await store.jobs.drain()
  expect(vendor.pushed).toHaveLength(5)
  expect(await (await server.get('/metrics')).text()).toMatch(
    /gateway_upstream_breaker_open\{system="youshu"\} 1\n/,
  )
})

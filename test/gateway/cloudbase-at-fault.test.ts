import './cloud-env-at-fault'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { createInstance, main } from '../../cloudfunctions/coupon-gateway/cloudbase'
import { openLog } from '../../cloudfunctions/coupon-gateway/lib/log'
import { fakePorts } from './fakes/ports'
import { COMPLETE } from './open-server'
import { isPostgresThere, type PostgresServer, startPostgres } from './store/postgres'

const answer = { error: 'unconfigured', variable: 'GATEWAY_SESSION_SECRET' }

test('a cloud function with a variable that makes no sense says so over HTTP as HTTP', async () => {
  expect(await main({ httpMethod: 'GET', path: '/healthz' })).toMatchObject({
    statusCode: 503,
    body: JSON.stringify(answer),
  })
})

test('and to a mini-program as a value', async () => {
  expect(await main({ path: '/usable-coupons' })).toEqual({ status: 503, body: answer })
})

const describePostgres = isPostgresThere() ? describe : describe.skip

describePostgres('a cloud function whose database is away when its instance starts', () => {
  let postgres: PostgresServer
  let way: Server
  let real: URL
  let isAway: boolean
  let tries: number
  beforeAll(async () => {
    postgres = await startPostgres()
    real = new URL(await postgres.createDatabase())
  })
  beforeEach(async () => {
    isAway = true
    tries = 0
    way = createServer((socket) => {
      tries += 1
      if (isAway) return socket.destroy()
      const onward = connect(Number(real.port), real.hostname)
      for (const end of [socket, onward]) end.on('error', () => undefined)
      return socket.pipe(onward).pipe(socket)
    })
    await new Promise<void>((listening) => way.listen(0, '127.0.0.1', listening))
  })
  afterEach(() => way.close())
  afterAll(() => postgres.stop())

  const start = () => {
    const { clock, pass } = fakePorts()
    const url = new URL(real.href)
    url.port = String((way.address() as AddressInfo).port)
    let logged = ''
    const log = openLog({ write: (line) => void (logged += line) })
    const call = createInstance({ ...COMPLETE, DATABASE_URL: url.href }, clock, log)
    return { call, pass, logged: () => logged }
  }
  const http = { httpMethod: 'GET', path: '/readyz' }
  const away = { error: 'store_unavailable' }

  test('says so, with when to come back, and logs what is at fault', async () => {
    const { call, logged } = start()
    expect(await call(http)).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '5' },
      body: JSON.stringify(away),
    })
    expect(await call({ path: '/usable-coupons' })).toEqual({ status: 503, body: away })
    expect(await call({ Type: 'Timer' })).toEqual({ status: 503, body: away })
    expect(logged()).toMatch(/"variable":"DATABASE_URL".*"The store is away"/)
  })

  test('tries again with a later call, and not with each', async () => {
    const { call, pass } = start()
    await Promise.all([call(http), call(http)])
    expect(tries).toBe(1)
    await call(http)
    pass(4_999)
    await call(http)
    expect(tries).toBe(1)
    pass(1)
    await call(http)
    expect(tries).toBe(2)
  })

  test('works as ever once the database is back', async () => {
    const { call, pass } = start()
    await call(http)
    isAway = false
    pass(5_000)
    expect(await call(http)).toMatchObject({ statusCode: 200 })
    expect(await call({ Type: 'Timer' })).toEqual({ status: 200, body: { ok: true } })
    const opened = tries
    expect(await call(http)).toMatchObject({ statusCode: 200 })
    expect(tries).toBe(opened)
  })
})

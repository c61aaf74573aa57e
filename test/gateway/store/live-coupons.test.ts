import type { Queryable } from '../../../cloudfunctions/coupon-gateway/store/database'
import { createLiveCoupons } from '../../../cloudfunctions/coupon-gateway/store/live-coupons'
import { rawCoupon } from '../coupon-engine/make-coupon'
import { OPERATOR_KEY } from '../open-server'
import { storeAddress, stopStore } from './address'
import { reported } from './events'
import { openStoreServer, type StoreServer } from './server'

let server: StoreServer
beforeEach(async () => {
  server = await openStoreServer(await storeAddress())
})
afterEach(() => server.close())
afterAll(stopStore)

const piece = (id: string, more: object = {}, template: Record<string, unknown> = {}) =>
  rawCoupon(template, { id, couponId: `code-${id}`, coupon_id: 'B1', user_id: '1001', ...more })
const CART = { trade_marks: [{ num: 1, trade_mark: 'T', price: '50.00' }], type_cate: 1 }

const load = (...coupons: object[]) => server.post('/catalogue', { coupons }, OPERATOR_KEY)
const offered = async (user_id = '1001') => {
  const { json } = await server.post('/usable-coupons', CART, await server.session(user_id))
  const coupons = json['coupons'] as { id: string; usable: unknown; reason?: string }[]
  return Object.fromEntries(coupons.map(({ id, usable, reason }) => [id, reason ?? usable]))
}
/** An event that the vendor has taken. */
const accepted = async (
  action_type: string,
  coupon_ins_id: string,
  order_id: string,
  user_id = '1001',
  query?: string,
) => {
  await server.report(
    reported({
      action_type,
      order_id,
      coupon_instance: { coupon_ins_id, coupon_ins_name: '满减' },
      wx_user: { app_id: 'wx1', open_id: `o-${user_id}`, user_id },
      // The server's clock stands.
      time: String(Date.parse('2026-11-22T02:00:00Z')),
      extra: undefined,
    }),
    query,
  )
  await server.store.forwarder.drain()
}

test('a catalogue that is loaded is offered from the next question on, and replaced as a whole', async () => {
  expect((await load(piece('P1'), piece('P2'))).json).toEqual({ loaded: 2, version: 1 })
  expect(await offered()).toEqual({ P1: true, P2: true })
  await load(piece('P3'))
  expect(await offered()).toEqual({ P3: true })
  await load()
  expect(await offered()).toEqual({})
})

test('a catalogue with one bad coupon changes nothing', async () => {
  await load(piece('P1'))
  const answer = await load(piece('P2'), piece('P3', { status: 7 }))
  expect(answer).toMatchObject({ status: 422, json: { issues: [{ path: 'coupons[1].status' }] } })
  expect((await server.post('/catalogue', { coupons: [] }, 'x')).status).toBe(401)
  expect(await offered()).toEqual({ P1: true })
})

test('a piece is gone with an accepted consume and back with a refund, whichever of its names is reported', async () => {
  await load(piece('P1'), piece('P2'))
  await accepted('pre_consume', 'P1', 'A')
  expect(await offered()).toEqual({ P1: true, P2: true })
  await accepted('consume', 'P1', 'A')
  await accepted('consume', 'code-P2', 'B')
  expect(await offered()).toEqual({ P1: 'used', P2: 'used' })
  await accepted('refund_consume', 'P1', 'A')
  expect(await offered()).toEqual({ P1: true, P2: 'used' })
})

test('what is everybody’s is used up by those who used it, what is one user’s by anyone', async () => {
  await load(piece('ALL', { user_id: undefined }), piece('HIS'))
  await accepted('consume', 'ALL', 'A', '1002')
  await accepted('consume', 'HIS', 'B', 'another at the till')
  expect(await offered('1001')).toEqual({ ALL: true, HIS: 'used' })
  expect(await offered('1002')).toEqual({ ALL: 'used' })
})

test('uses of the day are counted per person', async () => {
  const daily = { use_per_person_per_day: '1' }
  await load(
    piece('P1', {}, daily),
    piece('P2', {}, daily),
    piece('P9', { user_id: '1002' }, daily),
  )
  expect(await offered()).toEqual({ P1: true, P2: true })
  await accepted('consume', 'P1', 'A')
  expect(await offered()).toEqual({ P1: 'used', P2: 'daily_limit' })
  expect(await offered('1002')).toEqual({ P9: true })
  await accepted('refund_consume', 'P1', 'A')
  expect(await offered()).toEqual({ P1: true, P2: true })
})

test('a user whom the platform vouches for by his openid has his uses too', async () => {
  const daily = { use_per_person_per_day: '1' }
  const his = { user_id: 'o-1001' }
  await load(
    piece('P1', his, daily),
    piece('P2', his, daily),
    piece('ALL', { user_id: undefined, coupon_id: 'B2' }),
  )
  await accepted('consume', 'P1', 'A')
  await accepted('consume', 'ALL', 'B')
  expect(await offered('o-1001')).toEqual({ P1: 'used', P2: 'daily_limit', ALL: 'used' })
  expect(await offered('o-1002')).toEqual({ ALL: true })
})

test("what another merchant's customers use is no use of ours", async () => {
  await server.close()
  server = await openStoreServer({ ...(await storeAddress()), RELAY_APP_IDS: 'bi-other' })
  await load(piece('P1'))
  await accepted('consume', 'P1', 'A', '1001', 'app_id=bi-other')
  expect(await offered()).toEqual({ P1: true })
  await accepted('consume', 'P1', 'A')
  expect(await offered()).toEqual({ P1: 'used' })
})

test('a checkout goes on where the store is away', async () => {
  await load(piece('P1'))
  expect(await offered()).toEqual({ P1: true })
  await server.store.database.query('drop table used_coupons')
  expect(await offered()).toEqual({ P1: true })
})

describe('at a store that is slow', () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const body = JSON.stringify(piece('P1'))
  /** A store that answers as the test lets it. */
  const storeWith = (answer: (sql: string) => Promise<object[]>): Queryable => ({
    // As each statement selects them.
    query: async (sql) => ({ rows: (await answer(sql)) as never[], rowCount: null }),
  })
  const idsOf = (held: { coupons: readonly { id?: string | undefined }[] } | undefined) =>
    held?.coupons.map(({ id }) => id)

  test('a new catalogue is read once for all the checkouts that wait for it', async () => {
    let version = 1
    let reads = 0
    const live = createLiveCoupons(
      storeWith(async (sql) => {
        if (sql.includes('catalogue_version')) return [{ version }]
        if (!sql.includes('from catalogue')) return []
        reads += 1
        await new Promise(setImmediate)
        return [{ body }]
      }),
      undefined,
      log,
      60_000,
    )
    const askAtOnce = () => Promise.all([1, 2, 3].map(() => live.of('1001', 0)))
    expect((await askAtOnce()).map(idsOf)).toEqual([['P1'], ['P1'], ['P1']])
    expect(reads).toBe(1)
    version = 2
    await askAtOnce()
    expect(reads).toBe(2)
  })

  test('a checkout that comes during a reading does not get what was replaced meanwhile', async () => {
    let version = 1
    const readings: ((rows: object[]) => void)[] = []
    const live = createLiveCoupons(
      storeWith(async (sql) => {
        if (sql.includes('catalogue_version')) return [{ version }]
        return sql.includes('from catalogue')
          ? new Promise((settle) => void readings.push(settle))
          : []
      }),
      undefined,
      log,
      60_000,
    )
    const asked = [live.of('1001', 0)]
    await new Promise(setImmediate)
    version = 2
    asked.push(live.of('1001', 0))
    await new Promise(setImmediate)
    readings[0]?.([{ body }])
    await new Promise(setImmediate)
    readings[1]?.([{ body: JSON.stringify(piece('P2')) }])
    expect((await Promise.all(asked)).map(idsOf)).toEqual([['P2'], ['P2']])
    expect(readings).toHaveLength(2)
  })

  test('a reading that failed is begun again by the next checkout', async () => {
    let reads = 0
    const live = createLiveCoupons(
      storeWith(async (sql) => {
        if (sql.includes('catalogue_version')) return [{ version: 1 }]
        if (!sql.includes('from catalogue')) return []
        reads += 1
        if (reads === 1) throw new Error('away')
        return [{ body }]
      }),
      undefined,
      log,
      60_000,
    )
    expect(idsOf(await live.of('1001', 0))).toBeUndefined()
    expect(idsOf(await live.of('1001', 0))).toEqual(['P1'])
  })

  test('a checkout goes on with what was known last where the store does not answer at all', async () => {
    let isHung = false
    const live = createLiveCoupons(
      storeWith(async (sql) => {
        if (isHung) return new Promise(() => undefined)
        if (sql.includes('catalogue_version')) return [{ version: 1 }]
        return sql.includes('from catalogue') ? [{ body }] : []
      }),
      undefined,
      log,
      500,
    )
    expect(idsOf(await live.of('1001', 0))).toEqual(['P1'])
    isHung = true
    expect(idsOf(await live.of('1001', 0))).toEqual(['P1'])
  })
})

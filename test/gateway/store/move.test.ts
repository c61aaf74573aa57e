import { rmSync } from 'node:fs'
import { runEvents } from '../../../cloudfunctions/coupon-gateway/cli/events'
import { systemIo } from '../../../cloudfunctions/coupon-gateway/cli/io'
import { openEmbedded } from '../../../cloudfunctions/coupon-gateway/store/embedded'
import { replaceCatalogue } from '../../../cloudfunctions/coupon-gateway/store/live-coupons'
import { openPostgres } from '../../../cloudfunctions/coupon-gateway/store/postgres'
import { rawCoupon } from '../coupon-engine/make-coupon'
import { APP_ID, APP_SECRET } from '../fakes/youshu'
import { OPERATOR_KEY } from '../open-server'
import { coupons } from '../youshu/a-coupon'
import { embeddedFolder } from './engines'
import { reported } from './events'
import { isPostgresThere, type PostgresServer, startPostgres } from './postgres'
import { openStoreServer } from './server'

const ACCOUNT = { YOUSHU_APP_ID: APP_ID, YOUSHU_APP_SECRET: APP_SECRET }

const run = async (env: Record<string, string>) => {
  const out: string[] = []
  const err: string[] = []
  const code = await runEvents(['move'], {
    ...systemIo,
    env: { ...ACCOUNT, ...env },
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const describePostgres = isPostgresThere() ? describe : describe.skip

describePostgres('npm run events -- move', () => {
  let server: PostgresServer
  let folder: string
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    folder = await embeddedFolder()
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** The folder after a day's work: an event that was accepted, one that waits, a person erased, a job, a catalogue. */
  const fill = async () => {
    const shop = await openStoreServer({ GATEWAY_DATA: folder })
    await shop.report(reported({ order_id: 'O1' }))
    await shop.report(reported({ order_id: 'gone', wx_user: { open_id: 'o-gone' } }))
    await shop.store.forwarder.drain()
    await shop.post('/erasures', { open_id: 'o-gone' }, OPERATOR_KEY)
    await shop.report(reported({ order_id: 'O2', page: 'a "quoted" \u2028 页面' }))
    await shop.report(reported({ order_id: 'O2' }))
    const input = { coupons: coupons(60) }
    await shop.post('/jobs', { kind: 'coupon-batches', input }, OPERATOR_KEY)
    await replaceCatalogue(shop.store.database, [rawCoupon()])
    await shop.close()
  }
  const everything = async (database: Awaited<ReturnType<typeof openPostgres>>) => {
    const found: Record<string, unknown[]> = {}
    const { rows } = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    )
    for (const { name } of rows.filter((one) => one.name !== 'schema_migrations'))
      found[name] = (
        await database.query(
          `select replace(row_to_json(t)::text, 'Z', '+00:00') as row from ${name} t order by 1`,
        )
      ).rows
    return found
  }

  test('a shop that outgrew the folder goes on with a server: all is there, and nothing goes twice', async () => {
    await fill()
    const DATABASE_URL = await server.createDatabase()
    expect(await run({ GATEWAY_DATA: folder, DATABASE_URL })).toMatchObject({
      code: 0,
      err: expect.stringContaining('3 events'),
    })
    const embedded = await openEmbedded(folder)
    const postgres = await openPostgres(DATABASE_URL)
    if (!embedded) throw new Error('The folder is taken')
    const moved = await everything(postgres)
    expect(moved).toEqual(await everything(embedded))
    expect(Object.values(moved).filter((rows) => rows.length).length).toBeGreaterThan(8)
    await embedded.close()
    await postgres.close()

    const next = await openStoreServer({ DATABASE_URL })
    await next.report(reported({ order_id: 'O1' }))
    await next.report(reported({ order_id: 'O3' }))
    await next.store.work()
    expect([...next.vendor.arrived()].sort()).toEqual(['consume/O2/C1', 'consume/O3/C1'])
    expect(next.vendor.pushed).toHaveLength(2)
    await next.close()
  })

  test('a database that has something is left as it is', async () => {
    await fill()
    const DATABASE_URL = await server.createDatabase()
    await run({ GATEWAY_DATA: folder, DATABASE_URL })
    expect(await run({ GATEWAY_DATA: folder, DATABASE_URL })).toMatchObject({
      code: 1,
      err: expect.stringContaining('not empty'),
    })
  })

  test('a gateway that has the folder is ended first, and a database has to be named', async () => {
    const embedded = await openEmbedded(folder)
    const DATABASE_URL = await server.createDatabase()
    expect(await run({ GATEWAY_DATA: folder, DATABASE_URL })).toMatchObject({
      code: 2,
      err: expect.stringContaining('is in use by another gateway'),
    })
    await embedded?.close()
    expect(await run({ GATEWAY_DATA: folder })).toMatchObject({
      code: 2,
      err: expect.stringContaining('DATABASE_URL'),
    })
  })
})

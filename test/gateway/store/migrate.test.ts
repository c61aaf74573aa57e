import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, databaseOf } from '../../../cloudfunctions/coupon-gateway/store/database'
import { openPostgres } from '../../../cloudfunctions/coupon-gateway/store/postgres'
import { migrate, MIGRATIONS } from '../../../cloudfunctions/coupon-gateway/store/migrate'
import { addTenants, storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { personOf, readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import { reported } from './events'
import { isPostgresThere, type PostgresServer, startPostgres } from './postgres'

const describePostgres = isPostgresThere() ? describe : describe.skip

describePostgres('Migrations', () => {
  let server: PostgresServer
  const opened: Database[] = []
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(async () => {
    await Promise.all(opened.map((database) => database.close()))
    server.stop()
  })

  const open = async (url: string) => {
    const database = await openPostgres(url)
    opened.push(database)
    return database
  }

  const files = (database: Database) =>
    database.query<{ name: string }>('select name from schema_migrations order by name')

  test('four processes that start at a time bring the tables up to date once', async () => {
    const url = await server.createDatabase()
    const [first] = await Promise.all([open(url), open(url), open(url), open(url)])
    expect((await files(first)).rows.length).toBeGreaterThan(1)
  })

  test('a migration that fails half-way leaves nothing behind, and is done whole the next time', async () => {
    const database = await open(await server.createDatabase())
    const folder = mkdtempSync(join(tmpdir(), 'gateway-migrations-'))
    cpSync(MIGRATIONS, folder, { recursive: true })
    writeFileSync(
      join(folder, '900-new.sql'),
      'create table new_one (a int); create table new_one (a int);',
    )
    await expect(migrate(database, folder)).rejects.toThrow('already exists')
    await expect(database.query('select * from new_one')).rejects.toThrow('does not exist')
    writeFileSync(join(folder, '900-new.sql'), 'create table new_one (a int);')
    await migrate(database, folder)
    await database.query('select * from new_one')
  })

  test('what an older version kept under an open_id is kept under hashes of it', async () => {
    const older = mkdtempSync(join(tmpdir(), 'gateway-migrations-'))
    for (const name of ['001-events.sql', '002-jobs.sql', '003-coupons.sql'])
      cpSync(join(MIGRATIONS, name), join(older, name))
    const database = databaseOf('postgresql', { connectionString: await server.createDatabase() })
    opened.push(database)
    await migrate(database, older)
    await addTenants(database, ['bi1'])
    const props = { order_id: undefined, extra: { event_id: 'expose_coupon/B1//1' } }
    const ofOrder = reported({ wx_user: { app_id: 'wx1', open_id: 'o-1' } })
    const report = readReport(JSON.stringify([reported(props), ofOrder]))
    if ('problem' in report) throw new Error(report.problem)
    await storeReport(database, 'bi1', 'phone', report.events)
    // As they stood then; of one person who was erased, and of one who holds a piece.
    await database.query(
      "update events set event_id = 'expose_coupon/B1//1', order_key = 'o-1' where order_key <> 'O1'",
    )
    await database.query(
      `insert into events (app_id, event_id, order_key, source, body)
       values ('bi1', 'expose_coupon/B2//1', 'o-2', 'phone', '')`,
    )
    await database.query(
      `insert into used_coupons (coupon_ins_id, user_id, seq, used_at)
       values ('C1', 'u-1', 1, now()), ('C2', encode($1, 'hex'), 2, now()), ('C3', 'erased 7', 7, now()), ('C4', 'u-4', 8, now())`,
      [personOf('o-1')],
    )
    await migrate(database)

    expect(await storeReport(database, 'bi1', 'phone', report.events)).toMatchObject({
      stored: 0,
      repeats: 2,
    })
    const props2 = { ...props, extra: { event_id: 'expose_coupon/B2//1' } }
    const again = readReport(
      JSON.stringify(reported({ ...props2, wx_user: { app_id: 'wx1', open_id: 'o-2' } })),
    )
    if ('problem' in again) throw new Error(again.problem)
    expect(await storeReport(database, 'bi1', 'phone', again.events)).toMatchObject({ stored: 0 })
    const keys = await database.query("select 1 from events where order_key like 'o-%'")
    expect(keys.rows).toEqual([])
    const hash = (id: string) => personOf(id).toString('hex')
    const { rows } = await database.query<{ coupon_ins_id: string; user_id: string }>(
      'select coupon_ins_id, user_id from used_coupons',
    )
    expect(new Set(rows.map((row) => `${row.coupon_ins_id} ${row.user_id}`))).toEqual(
      new Set([
        `C1 ${hash('u-1')}`,
        `C1 ${hash('o-1')}`,
        `C2 ${hash('o-1')}`,
        'C3 erased 7',
        `C4 ${hash('u-4')}`,
      ]),
    )
  })

  test('an older process goes on beside tables of a newer version', async () => {
    const url = await server.createDatabase()
    const database = await open(url)
    await database.query("insert into schema_migrations (name) values ('999-from-the-future.sql')")
    await expect(open(url)).resolves.toBeDefined()
  })
})

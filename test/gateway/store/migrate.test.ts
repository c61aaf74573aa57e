import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { openPostgres } from '../../../cloudfunctions/coupon-gateway/store/postgres'
import { migrate, MIGRATIONS } from '../../../cloudfunctions/coupon-gateway/store/migrate'
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

  test('an older process goes on beside tables of a newer version', async () => {
    const url = await server.createDatabase()
    const database = await open(url)
    await database.query("insert into schema_migrations (name) values ('999-from-the-future.sql')")
    await expect(open(url)).resolves.toBeDefined()
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCoupons } from '../../../cloudfunctions/coupon-gateway/cli/coupons'
import { runEvents } from '../../../cloudfunctions/coupon-gateway/cli/events'
import { type Io, systemIo } from '../../../cloudfunctions/coupon-gateway/cli/io'
import { OPERATOR_KEY } from '../open-server'
import { coupons } from '../youshu/a-coupon'
import { storeAddress, stopStore } from './address'
import { reported } from './events'
import { isPostgresThere } from './postgres'
import { openStoreServer } from './server'

afterAll(stopStore)

/** Runs a command in a shell that knows where the store is, and no account. `meanwhile` is what the gateway does. */
const run = async (
  command: (args: readonly string[], io: Io) => Promise<number>,
  line: string,
  env: Record<string, string>,
  meanwhile: () => Promise<void> = async () => undefined,
) => {
  const err: string[] = []
  const code = await command(line.split(' '), {
    ...systemIo,
    env,
    ports: { ...systemIo.ports, clock: { now: Date.now, sleep: meanwhile } },
    stderr: (text) => err.push(text),
    progress: () => ({ at: () => undefined, end: () => undefined }),
  })
  return { code, err: err.join('\n') }
}

test('a command deletes nothing and fails no job for what its own environment lacks', async () => {
  const own = await storeAddress()
  const gateway = () => openStoreServer({ ...own, GATEWAY_RETENTION_DAYS: '400' })
  const before = await gateway()
  await before.report(reported({ order_id: 'old' }))
  await before.store.forwarder.drain()
  await before.store.database.query("update events set received_at = now() - interval '200 days'")
  await before.report(reported({ order_id: 'aside' }))
  await before.store.database.query(
    "update deliveries set state = 'parked' where state = 'waiting'",
  )
  const input = { report: 'summary', begin_date: '2026-06-01', end_date: '2026-06-02' }
  const { json } = await before.post('/jobs', { kind: 'card-statistics', input }, OPERATOR_KEY)
  await before.close()

  expect(await run(runEvents, 'retry --all', own)).toMatchObject({
    code: 0,
    err: '1 are sent again',
  })

  const after = await gateway()
  expect((await after.store.database.query('select from events')).rowCount).toBe(2)
  await after.store.jobs.drain()
  const job = await after.get(`/jobs/${String(json['id'])}`, OPERATOR_KEY)
  expect(await job.json()).toMatchObject({ state: 'done' })
  await after.close()
})

const describePostgres = isPostgresThere() ? describe : describe.skip
describePostgres('beside a gateway on its database', () => {
  test('push --wait without an account leaves the job to the gateway', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-left-'))
    const path = join(folder, 'left.json')
    writeFileSync(path, JSON.stringify(coupons(60)))
    const own = await storeAddress()
    const server = await openStoreServer(own)
    const line = `push ${path} --data-source 101 --wait`
    const left = await run(runCoupons, line, own)
    expect(left).toMatchObject({ code: 1 })
    expect(left.err).toMatch(/waiting after 0 of 60.*unconfigured.*YOUSHU_APP_ID/)
    const done = await run(runCoupons, line, own, () => server.store.jobs.drain())
    expect(done).toMatchObject({ code: 0 })
    expect(server.vendor.pushed).toHaveLength(2)
    await server.close()
    rmSync(folder, { recursive: true })
  })
})

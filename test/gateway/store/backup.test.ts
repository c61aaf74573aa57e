import { cpSync, rmSync } from 'node:fs'
import { runEvents } from '../../../cloudfunctions/coupon-gateway/cli/events'
import { systemIo } from '../../../cloudfunctions/coupon-gateway/cli/io'
import { OPERATOR_KEY } from '../open-server'
import { storeAddress, stopStore } from './address'
import { embeddedFolder } from './engines'
import { reported } from './events'
import { isPostgresThere } from './postgres'
import { openStoreServer, type StoreServer } from './server'

const folders: string[] = []
const servers: StoreServer[] = []
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  await stopStore()
})

const open = async (env: Record<string, string>) => {
  const server = await openStoreServer(env)
  servers.push(server)
  return server
}
const events = async (env: Record<string, string>, ...args: string[]) => {
  const out: string[] = []
  const err: string[] = []
  const code = await runEvents(args, {
    ...systemIo,
    env,
    columns: 200,
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}
const to = ({ url }: StoreServer) => ({ GATEWAY_URL: url, GATEWAY_OPERATOR_KEY: OPERATOR_KEY })

test('a copy of the embedded store is a store: everything of its moment is there, and works on', async () => {
  const folder = await embeddedFolder()
  folders.push(folder)
  const server = await open({ GATEWAY_DATA: folder })
  await server.report(reported({ order_id: 'sent', extra: { event_id: 'sent' } }))
  await server.store.forwarder.drain()
  await server.report(reported({ order_id: 'waiting', extra: { event_id: 'waiting' } }))
  const { code, out } = await events(to(server), 'backup')
  expect(code).toBe(0)
  expect(server.logged()).toMatch(/"audit":"store.backup","by":"operator".*"msg":"audit"/)
  await server.report(reported({ order_id: 'later', extra: { event_id: 'later' } }))
  await server.close()

  const restored = await embeddedFolder()
  folders.push(restored)
  rmSync(restored, { recursive: true })
  cpSync(out, restored, { recursive: true })
  const again = await open({ GATEWAY_DATA: restored })
  await again.store.forwarder.drain()
  expect(again.vendor.arrived()).toEqual(['waiting'])
  const { out: csv } = await events(to(again), 'export')
  expect(csv).toMatch(/sent.*accepted/)
  expect(csv).toMatch(/waiting.*accepted/)
  expect(csv).not.toContain('later')
})

const describePostgres = isPostgresThere() ? describe : describe.skip
describePostgres('a PostgreSQL server', () => {
  test('is copied by its own means', async () => {
    const server = await open(await storeAddress())
    expect(await events(to(server), 'backup')).toEqual({
      code: 1,
      out: '',
      err: 'The store is a PostgreSQL server: pg_dump copies it',
    })
  })
})

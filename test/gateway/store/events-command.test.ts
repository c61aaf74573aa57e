import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runEvents } from '../../../cloudfunctions/coupon-gateway/cli/events'
import { systemIo } from '../../../cloudfunctions/coupon-gateway/cli/io'
import { OPERATOR_KEY } from '../open-server'
import { APP_ID, APP_SECRET } from '../fakes/youshu'
import { storeAddress, stopStore } from './address'
import { embeddedFolder } from './engines'
import { reported } from './events'
import { openStoreServer, type StoreServer } from './server'

const DAY = '2026-11-26'
const NOON = Date.parse(`${DAY}T12:00:00+08:00`)
// The day is never too old to be sent, however late the tests are run.
const TEN_YEARS = { GATEWAY_RETENTION_DAYS: '3650' }
const folder = mkdtempSync(join(tmpdir(), 'gateway-orders-'))

let server: StoreServer
let env: Record<string, string>
beforeEach(async () => {
  server = await openStoreServer({ ...(await storeAddress()), ...TEN_YEARS })
  env = { GATEWAY_URL: server.url, GATEWAY_OPERATOR_KEY: OPERATOR_KEY }
})
afterEach(() => server.close())
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await stopStore()
})

const run = async (line: string, more: Record<string, string> = env) => {
  const out: string[] = []
  const err: string[] = []
  const code = await runEvents(line.split(' '), {
    ...systemIo,
    env: more,
    columns: 200,
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const report = (order_id: string, more: Record<string, unknown> = {}) =>
  server.report(reported({ order_id, time: String(NOON), extra: undefined, ...more }))

const CSV = 'order_id,coupon_ins_id,status,coupon_deduction,time\n'
const row = (order: string, amount = '5.00') => `${order},C1,paid,${amount},${DAY} 12:00:00\n`

describe('npm run events', () => {
  test('lists, shows and exports what became of each event', async () => {
    await report('O1')
    await report('O2')
    await server.store.forwarder.drain()
    await report('O3')
    const listed = await run('list --state accepted')
    expect(listed).toMatchObject({ code: 0, err: '2 events' })
    expect(listed.out).toMatch(/O2.*accepted.*phone/)
    expect((await run('list --order O3')).out).toContain('stored')
    expect((await run('list --limit 1')).err).toBe('1 event')
    const shown = await run('show consume/O1/C1')
    expect(JSON.parse(JSON.parse(shown.out).body)).toMatchObject({ props: { order_id: 'O1' } })
    expect(await run('show unknown-id')).toMatchObject({
      code: 1,
      err: 'There is no event unknown-id',
    })
    const csv = await run('export --format csv')
    expect(csv.out.split('\r\n')).toHaveLength(4)
    expect(csv.out).toMatch(/^time,order_id,action_type,coupon_ins_id,coupon_deduction,state,/)
    const lines = (await run('export --format json')).out.split('\n')
    expect(lines.map((line) => JSON.parse(line).order_id)).toEqual(['O3', 'O2', 'O1'])
  })

  test('what an attacker reports is no formula in a spreadsheet', async () => {
    await report('=HYPERLINK("http://x")', { coupon_deduction: 5 })
    await report('+1')
    const { out } = await run('export --format csv')
    expect(out).toContain(',"\'=HYPERLINK(""http://x"")",consume,')
    expect(out).toContain(",'+1,consume,")
    const [line = ''] = (await run('export --format json')).out.split('\n')
    expect(JSON.parse(line)).toMatchObject({ order_id: '+1' })
  })

  test('lists more than one page, and shows all that it was asked for', async () => {
    await server.report(
      Array.from({ length: 60 }, (_, n) => reported({ order_id: `O${n}`, extra: undefined })),
    )
    const { out, err } = await run('list --limit 60')
    expect(err).toBe('60 events')
    expect(out).toContain('consume/O0/C1')
    await server.store.database.query(
      `insert into jobs (kind, input_hash, input, total, state, error, created_at)
       select 'card-statistics', '', '', n, 'failed', '{"code":45009}', now() - interval '1 day' * n
       from generate_series(1, 501) n`,
    )
    const jobs = await run('jobs --limit 501 --format json')
    expect(
      jobs.out
        .split('\n')
        .map((line) => JSON.parse(line).total)
        .at(-1),
    ).toBe(501)
    expect(await run('jobs --limit 3')).toMatchObject({
      code: 0,
      err: '3 jobs',
      out: expect.stringMatching(/card-statistics.*failed.*45009/),
    })
  })

  test('sends again what was put aside', async () => {
    for (let n = 0; n < 9; n += 1)
      await report(`O${n}`, { extra: { event_id: `consume/O${n}/C1` } })
    await server.store.forwarder.drain()
    expect(server.vendor.arrived()).toHaveLength(9)
    await server.store.database.query(
      "update deliveries set state = 'parked', code = 'http_403' where seq = 1",
    )
    expect(await run('retry consume/O0/C1')).toMatchObject({ code: 0, err: '1 are sent again' })
    await server.store.forwarder.drain()
    expect(server.vendor.arrived().slice(9)).toEqual(['consume/O0/C1'])
    expect(await run('retry --all')).toMatchObject({ code: 0, err: '0 are sent again' })
    expect((await run('retry')).code).toBe(2)
  })

  test.each([
    '',
    'list --state lost',
    'list --limit 0',
    'list --from yesterday',
    'reconcile x.csv',
    'reconcile nowhere.csv --day 2026-11-26',
    'dance',
  ])('"%s" is a usage error', async (line) => {
    expect((await run(line)).code).toBe(2)
  })

  test('a wrong key, and a gateway that is not there, are said', async () => {
    expect((await run('list', { ...env, GATEWAY_OPERATOR_KEY: 'x'.repeat(16) })).err).toContain(
      'unauthorized',
    )
    expect((await run('list', { GATEWAY_URL: server.url })).err).toBe(
      'GATEWAY_OPERATOR_KEY is not set',
    )
    expect((await run('list', { ...env, GATEWAY_URL: 'http://127.0.0.1:9' })).err).toContain(
      'network',
    )
    expect((await run('list', { GATEWAY_STORE: 'none' })).code).toBe(2)
  })
})

describe('npm run events -- reconcile', () => {
  test('a day on which everything matches is closed: exit code 0', async () => {
    await report('O1')
    await server.store.forwarder.drain()
    const result = await run(`reconcile ${file('good.csv', CSV + row('O1'))} --day ${DAY}`)
    expect(result).toMatchObject({ code: 0, out: '' })
    expect(result.err).toContain('1 matched, 0 missing')
    expect(result.err).toContain('The day is closed.')
  })

  test('a day that is not says what differs, by name: exit code 1', async () => {
    await report('O1')
    await report('O3')
    await server.store.forwarder.drain()
    const orders = file('open.csv', CSV + row('O1', '4.00') + row('O2'))
    const result = await run(`reconcile ${orders} --day ${DAY}`)
    expect(result.code).toBe(1)
    expect(result.out).toMatch(/missing.*O2/)
    expect(result.out).toMatch(/unexpected.*O3/)
    expect(result.out).toMatch(/differing.*O1.*4.*5/)
    expect(result.err).toContain('The day is not closed.')
    const csv = await run(`reconcile ${orders} --day ${DAY} --format csv`)
    expect(csv.out).toContain('missing,O2,C1,consume')
    const json = await run(`reconcile ${orders} --day ${DAY} --format json`)
    expect(JSON.parse(json.out)).toMatchObject({ closed: false, counts: { missing: 1 } })
  })

  test('--send reports the missing, and the day closes when they are accepted', async () => {
    const orders = file(
      'send.json',
      JSON.stringify([
        {
          order_id: 'O1',
          coupon_ins_id: 'C1',
          coupon_id: 'B1',
          coupon_ins_name: '满减',
          status: 'paid',
          coupon_deduction: 5,
          time: NOON,
          open_id: 'o-1',
        },
      ]),
    )
    const first = await run(`reconcile ${orders} --day ${DAY} --send`)
    expect(first.err).toMatch(
      /0 of the missing were reported[\s\S]*O1 cannot be reported: props.wx_user.app_id/,
    )
    const second = await run(`reconcile ${orders} --day ${DAY} --send --wx-app-id wx1`)
    expect(second).toMatchObject({ code: 1 })
    expect(second.err).toContain('1 of the missing were reported')
    await server.store.forwarder.drain()
    expect((await run(`reconcile ${orders} --day ${DAY}`)).code).toBe(0)
  })

  test('a day whose events retention has deleted is said to be incomplete, and nothing of it is sent', async () => {
    const old = file('old.csv', 'order_id,coupon_ins_id,status\nO1,C1,paid\n')
    const compared = await run(`reconcile ${old} --day 2000-01-01`)
    expect(compared).toMatchObject({ code: 1 })
    expect(compared.err).toContain('what is missing may have been accepted')
    const refused = await run(`reconcile ${old} --day 2000-01-01 --send`)
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.out).toMatch(/day .*GATEWAY_RETENTION_DAYS.*2000-01-01/)
  })

  test('a file of Chinese Excel is read, with its own headings', async () => {
    await report('O1')
    await server.store.forwarder.drain()
    // 订单号,券码,状态\r\nO1,C1,已支付 in GB18030.
    const gbk = Buffer.from(
      'b6a9b5a5bac52cc8afc2eb2cd7b4ccac0d0a4f312c43312cd2d1d6a7b8b60d0a',
      'hex',
    )
    const path = file('excel.csv', gbk)
    const refused = await run(`reconcile ${path} --day ${DAY}`)
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.err).toContain('Unknown columns: A (订单号), B (券码), C (状态)')
    const mapped = await run(
      `reconcile ${path} --day ${DAY} --map 订单号=order_id 券码=coupon_ins_id 状态=status`,
    )
    expect(mapped).toMatchObject({ code: 0 })
    expect(mapped.err).toContain('gb18030')
  })

  describe("a file in the form of the route's own body", () => {
    const orders = [{ order_id: 'O1', coupon_ins_id: 'C1', status: 'paid' }]
    const reconcile = (body: unknown, more = '') =>
      run(`reconcile ${file('body.json', JSON.stringify(body))} --day ${DAY}${more}`)

    test('is compared for the tenant that it names, not for ours', async () => {
      await server.close()
      server = await openStoreServer({ ...(await storeAddress()), RELAY_APP_IDS: 'bi-two' })
      env = { ...env, GATEWAY_URL: server.url }
      await server.report(reported({ order_id: 'O1', time: String(NOON) }), 'app_id=bi-two')
      await server.store.forwarder.drain()
      expect(await reconcile({ day: DAY, app_id: 'bi-two', orders })).toMatchObject({ code: 0 })
      expect(await reconcile(orders, ' --app-id bi-two')).toMatchObject({ code: 0 })
      expect(await reconcile(orders)).toMatchObject({ code: 1 })
      const unknown = await reconcile({ app_id: 'bi-three', orders })
      expect(unknown).toMatchObject({ code: 2 })
      expect(unknown.out).toMatch(/app_id.*one of RELAY_APP_IDS/)
    })

    test.each([
      [{ day: '2026-11-25' }, '', `day: expected "${DAY}", as on the command line, received "2026`],
      [{ send: true }, '', 'send: expected false, as on the command line, received true'],
      [{ app_id: 'bi1' }, ' --app-id bi2', 'app_id: expected "bi2", as on the command line'],
      [{ appid: 'bi1' }, '', 'appid: expected one of day, orders, app_id'],
    ])('which says %j is refused by name where the command is "%s"', async (own, more, said) => {
      const refused = await reconcile({ ...own, orders }, more)
      expect(refused).toMatchObject({ code: 2, out: '' })
      expect(refused.err).toContain(said)
    })
  })

  test('a broken row is named with its line, and nothing is compared', async () => {
    const bad = await run(
      `reconcile ${file('bad.csv', `${CSV}${row('O1')}1.23E+17,C1,paid,,\nO3,C1,lost,x,\n`)} --day ${DAY}`,
    )
    expect(bad.code).toBe(2)
    expect(bad.out).toMatch(/3 .*order_id.*spreadsheet/)
    expect(bad.out).toMatch(/4 .*status.*placed, paid or refunded/)
    for (const [name, content] of [
      ['empty.csv', ''],
      ['head.csv', CSV],
      ['twice.csv', `order_id,order_id\n1,2\n`],
      ['x.json', '{'],
      ['y.json', '{}'],
      ['z.txt', 'x'],
    ] as const)
      expect((await run(`reconcile ${file(name, content)} --day ${DAY}`)).code).toBe(2)
    expect((await run(`reconcile ${file('ok.csv', CSV + row('O1'))} --day 2026-02-30`)).code).toBe(
      2,
    )
  })
})

test('without a gateway the command opens the store itself, and one that has the folder answers for it', async () => {
  const data = await embeddedFolder()
  const own = { GATEWAY_DATA: data, YOUSHU_APP_ID: APP_ID, YOUSHU_APP_SECRET: APP_SECRET }
  expect(await run('list', own)).toMatchObject({ code: 0, err: '0 events' })
  const owner = await openStoreServer(own)
  owner.store.serve((request, response) => {
    request.headers.authorization = `Bearer ${OPERATOR_KEY}`
    owner.app.routing(request, response)
  })
  await owner.report(reported())
  expect(await run('list', own)).toMatchObject({ code: 0, err: '1 event' })
  await owner.close()
  rmSync(data, { recursive: true })
})

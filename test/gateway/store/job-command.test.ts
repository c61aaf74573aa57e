import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCards } from '../../../cloudfunctions/coupon-gateway/cli/cards'
import { runCoupons } from '../../../cloudfunctions/coupon-gateway/cli/coupons'
import { type Io, systemIo } from '../../../cloudfunctions/coupon-gateway/cli/io'
import { rawCoupon } from '../coupon-engine/make-coupon'
import { COMPLETE, OPERATOR_KEY } from '../open-server'
import { aCoupon, coupons } from '../youshu/a-coupon'
import { storeAddress, stopStore } from './address'
import { openStoreServer, type StoreServer } from './server'

const folder = mkdtempSync(join(tmpdir(), 'gateway-jobs-'))
let server: StoreServer
beforeEach(async () => {
  server = await openStoreServer(await storeAddress())
})
afterEach(() => server.close())
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await stopStore()
})

const file = (name: string, content: unknown) => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** Runs a command; while it waits for a job, `meanwhile` is what the gateway does. */
const run = async (
  command: (args: readonly string[], io: Io) => Promise<number>,
  line: string,
  meanwhile: () => Promise<void> = async () => undefined,
) => {
  const out: string[] = []
  const err: string[] = []
  const counts: number[] = []
  const code = await command(line.split(' '), {
    ...systemIo,
    env: { GATEWAY_URL: server.url, GATEWAY_OPERATOR_KEY: OPERATOR_KEY },
    ports: { ...systemIo.ports, clock: { now: Date.now, sleep: meanwhile } },
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    progress: () => ({ at: (count) => counts.push(count), end: () => undefined }),
  })
  return { code, out: out.join('\n'), err: err.join('\n'), counts }
}

describe('npm run coupons', () => {
  test('push --wait lines the coupons up and shows how it goes; until it is done, the same command is the same job', async () => {
    const path = file('batches.json', coupons(120))
    const lined = await run(runCoupons, `push ${path} --job`)
    expect(await run(runCoupons, `push ${path} --job`)).toMatchObject({ code: 0, err: lined.err })
    const done = await run(runCoupons, `push ${path} --wait`, () => server.store.jobs.drain())
    expect(done).toMatchObject({ code: 0, counts: [0, 120] })
    expect(done.err).toBe(lined.err)
    expect(server.vendor.pushed).toHaveLength(3)
  })

  test('push --job leaves at once; what failed goes on with the same command', async () => {
    const path = file('job.json', coupons(60))
    const lined = await run(runCoupons, `push ${path} --job`)
    expect(lined).toMatchObject({ code: 0, counts: [] })
    expect(lined.err).toMatch(/^Job [0-9a-f-]{36}$/)
    server.vendor.answersPushes(200, { retcode: 7, errmsg: 'quota' })
    await server.store.jobs.drain()
    const failed = await run(runCoupons, `push ${path} --wait`, () => server.store.jobs.drain())
    expect(failed).toMatchObject({ code: 1 })
    expect(failed.err).toMatch(/failed after 0 of 60.*quota/)
    server.vendor.answersPushes(200, { retcode: 0 })
    const done = await run(runCoupons, `push ${path} --wait`, () => server.store.jobs.drain())
    expect(done).toMatchObject({ code: 0 })
  })

  test('a file that was pushed before is pushed again after another one: the last command is what Youshu has', async () => {
    const [one = '', other = ''] = ['满30减5', '满30减6'].map((coupon_name, at) =>
      file(`v${at}.json`, [{ ...aCoupon(), coupon_name }]),
    )
    const push = (path: string) =>
      run(runCoupons, `push ${path} --wait`, () => server.store.jobs.drain())
    const names = () =>
      server.vendor.pushed.flatMap((call) =>
        Object(call).coupons.map((coupon: Record<string, unknown>) => coupon['coupon_name']),
      )
    for (const path of [one, other, one, other]) expect(await push(path)).toMatchObject({ code: 0 })
    expect(names()).toEqual(['满30减5', '满30减6', '满30减5', '满30减6'])
    // Between two jobs, a push that is none.
    const direct = {
      ...systemIo,
      env: COMPLETE,
      ports: server.vendor.ports,
      stdout: () => undefined,
    }
    expect(await runCoupons(['push', one], direct)).toBe(0)
    expect(await push(other)).toMatchObject({ code: 0 })
    expect(names().slice(4)).toEqual(['满30减5', '满30减6'])
  })

  test('a push that was cancelled is lined up again by the same command', async () => {
    const path = file('cancelled.json', coupons(2))
    const { err } = await run(runCoupons, `push ${path} --job`)
    const cancelled = await server.post(
      `/jobs/${err.slice('Job '.length)}/cancel`,
      {},
      OPERATOR_KEY,
    )
    expect(cancelled.json).toMatchObject({ state: 'cancelled' })
    const again = await run(runCoupons, `push ${path} --wait`, () => server.store.jobs.drain())
    expect(again).toMatchObject({ code: 0 })
    expect(server.vendor.pushed).toHaveLength(1)
  })

  test('load of more than the gateway takes is refused, and what is offered stays', async () => {
    await run(runCoupons, `load ${file('small.json', [rawCoupon()])}`)
    const large = { ...rawCoupon(), unknown: Array(500_001).fill(0) }
    const refused = await run(runCoupons, `load ${file('large.json', [large])}`)
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toMatch(/422.*at most 500000 values/)
    const { rows } = await server.store.database.query('select from catalogue')
    expect(rows).toHaveLength(1)
  })

  test('load puts a catalogue into the store, or says what is at fault with it', async () => {
    const good = file('catalogue.json', [rawCoupon(), rawCoupon({}, { id: '2' })])
    expect(await run(runCoupons, `load ${good}`)).toMatchObject({
      code: 0,
      out: '2 coupons are offered from now on.',
    })
    const bad = await run(runCoupons, `load ${file('bad.json', [rawCoupon({}, { status: 9 })])}`)
    expect(bad).toMatchObject({ code: 2 })
    expect(bad.err).toContain('[0].status')
    expect((await run(runCoupons, 'load nowhere.json')).code).toBe(2)
  })
})

test('npm run cards -- stats --wait lets the gateway ask, and writes what it got', async () => {
  const line = 'stats --report summary --from 2026-01-01 --to 2026-01-02 --wait --format csv'
  const answer = await run(runCards, line, () => server.store.jobs.drain())
  expect(answer).toMatchObject({ code: 0, out: 'ref_date,view_cnt\r\n2026-01-01,7' })
  expect(answer.err).toContain('1 rows, 2026-01-01 to 2026-01-02')
})

import { startUpstream, type Behaviour, type FakeUpstream, type Recorded } from '../fakes/upstream'
import { coupons } from '../youshu/a-coupon'
import { createTerminal } from './terminal'

let gateway: FakeUpstream
afterEach(() => gateway.close())

const body = (status: number, json: object, headers: Record<string, string> = {}): Behaviour => ({
  status,
  headers,
  body: JSON.stringify(json),
})
const job = (state: string, more: object = {}) => ({
  id: 'j1',
  kind: 'coupon-batches',
  state,
  done: 0,
  total: 1,
  created_at: '2026-11-22T02:00:00.000Z',
  updated_at: '2026-11-22T02:00:00.000Z',
  ...more,
})

/** A terminal whose commands ask this gateway. */
const terminalAt = async (behave: (request: Recorded, count: number) => Behaviour) => {
  gateway = await startUpstream(behave)
  return createTerminal(
    { GATEWAY_URL: gateway.url, GATEWAY_OPERATOR_KEY: 'an-operator-key-of-a-merchant' },
    { 'c.json': JSON.stringify(coupons(1)) },
  )
}

/** A push that is lined up, and then looked at. */
const pushAt = async (look: (looks: number) => Behaviour) => {
  let looks = 0
  const terminal = await terminalAt(({ method }) =>
    method === 'POST' ? body(202, job('waiting')) : look((looks += 1)),
  )
  const ran = await terminal.coupons('push', 'c.json', '--wait')
  return { ...ran, looks, waits: terminal.waits }
}

describe('a job at a gateway elsewhere', () => {
  test.each([
    [401, 'unauthorized'],
    [404, 'not_found'],
  ])('is not looked at any more after a %i', async (status, error) => {
    const { code, said, looks } = await pushAt(() => body(status, { error }))
    expect([code, looks]).toEqual([1, 1])
    expect(said).toContain(`The gateway answered ${status}: {"error":"${error}"}`)
  })

  test('is shown although its result is longer than any answer of a vendor', async () => {
    const { code } = await pushAt(() =>
      body(200, job('done', { result: 'x'.repeat(5 * 1024 * 1024) })),
    )
    expect(code).toBe(0)
  })

  test('goes on while the gateway is started anew, but is not waited for without end', async () => {
    const back = await pushAt((looks) =>
      looks < 4 ? body(503, { error: 'stopping' }) : body(200, job('done')),
    )
    expect([back.code, back.looks]).toEqual([0, 4])
    await gateway.close()
    const gone = await pushAt(() => 'resets')
    expect([gone.code, gone.looks]).toEqual([1, 61])
    expect(gone.said).toContain('The gateway gave no answer: network')
  })
})

test('a gateway that was asked too often is asked again when it says', async () => {
  const terminal = await terminalAt((_, count) =>
    count === 1
      ? body(429, { error: 'too_many_requests' }, { 'retry-after': '7' })
      : body(200, { events: [], next: null }),
  )
  expect(await terminal.events('export')).toMatchObject({ code: 0 })
  expect(terminal.waits).toEqual([7_000])
})

test('a refusal is no usage error, but what breaks a rule is', async () => {
  const refused = await terminalAt(() => body(401, { error: 'unauthorized' }))
  expect(await refused.events('list')).toMatchObject({ code: 1 })
  expect(await refused.coupons('push', 'c.json', '--job')).toMatchObject({ code: 1 })
  await gateway.close()
  const broken = await terminalAt(() => body(422, { issues: [] }))
  expect(await broken.events('list --from yesterday')).toMatchObject({ code: 2 })
  await gateway.close()
  const unset = await terminalAt(() => body(503, { error: 'unconfigured', variable: 'X' }))
  expect(await unset.coupons('push', 'c.json', '--job')).toMatchObject({ code: 2 })
  await gateway.close()
  const stopping = await terminalAt(() => body(503, { error: 'stopping' }))
  expect(await stopping.coupons('push', 'c.json', '--job')).toMatchObject({ code: 1 })
})

test.each(['test', 'demo'])(
  '--env %s names no account for a job: the gateway has its own',
  async (env) => {
    const terminal = await terminalAt(() => body(202, job('waiting')))
    const report = 'stats --report summary --from 2026-01-01 --to 2026-01-02'
    const ran = [
      await terminal.coupons('push', 'c.json', '--env', env, '--wait'),
      await terminal.coupons('push', 'c.json', '--env', env, '--job'),
      ...(env === 'demo' ? [await terminal.cards(`${report} --env demo --wait`)] : []),
    ]
    for (const { code, said } of ran)
      expect([code, said]).toEqual([2, expect.stringContaining(`--env ${env}`)])
    expect(gateway.requests).toEqual([])
  },
)

test('a folder that cannot be written is said, without a stack', async () => {
  gateway = await startUpstream(() => 'resets')
  const { events } = createTerminal({ GATEWAY_DATA: `${__filename}/inside` })
  const { code, said } = await events('list')
  expect([code, said]).toEqual([2, expect.stringMatching(/^E[A-Z]+: .*inside/)])
})

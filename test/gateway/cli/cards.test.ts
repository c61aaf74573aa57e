import { createTerminal, wechatEnv } from './terminal'
import { type FakeWechat, fakeWechat } from '../wechat/fake-wechat'

const run = async (
  line: string,
  env: Record<string, string>,
  files: Record<string, string> = {},
) => {
  const terminal = createTerminal(env, files)
  return { ...terminal, ...(await terminal.cards(line)) }
}

let fake: FakeWechat
let env: Record<string, string>
beforeEach(async () => {
  fake = await fakeWechat()
  env = wechatEnv(fake)
})
afterEach(() => fake.close())

describe('the command line itself', () => {
  test('explains itself, its variables and its exit codes', async () => {
    const { code, out } = await run('--help', {})
    expect(code).toBe(0)
    for (const word of ['update', 'stats', 'WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'Exit codes']) {
      expect(out).toContain(word)
    }
  })

  test.each(['summary', 'free_coupon', 'member_card', 'member_card_detail'])(
    'offers the report %s',
    async (report) => {
      expect((await run('stats --help', {})).out).toContain(`"${report}"`)
    },
  )

  test.each([
    'stats',
    'stats --report orders',
    'update',
    'erase',
    'stats --report summary --from 2016-06-27 --to 2016-06-28 --format xml',
    'stats --report summary --from 2016-06-27 --to 2016-06-28 --cond-source 2',
  ])('refuses "%s" with 2, and sends nothing', async (line) => {
    expect((await run(line, env)).code).toBe(2)
    expect(fake.calls).toEqual([])
  })

  const stats = 'stats --report summary --from 2016-06-27 --to 2016-06-28'

  test('takes an address that ends in a slash', async () => {
    const slashed = { ...env, WECHAT_BASE_URL: `${fake.url}/` }
    expect((await run(stats, slashed)).code).toBe(0)
  })

  test('names a variable that makes no sense, without repeating it', async () => {
    const ran = await run(stats, { ...env, WECHAT_BASE_URL: 'my-secret' })
    expect([ran.code, ran.said]).toEqual([2, expect.stringContaining('WECHAT_BASE_URL')])
    expect(ran.said).not.toContain('my-secret')
  })
})

describe('the demo needs no account', () => {
  test.each(['table', 'csv', 'json', 'chart'])('a report as %s', async (format) => {
    const line = `stats --report summary --from 2026-01-01 --to 2026-06-30 --format ${format} --env demo`
    const { code, out, said, progress } = await run(line, {})
    expect([code, progress.length]).toEqual([0, 5])
    expect(said).toContain('181 rows')
    expect(out).toContain(format === 'chart' ? 'view_cnt per 3 days' : '2026-06-30')
    expect(fake.calls).toEqual([])
  })

  test('a change of a card, verified', async () => {
    const card = { card_id: 'c', card_type: 'member_card', bonus_rules: '每消费1元增加1积分。' }
    const files = { 'card.json': JSON.stringify(card) }
    const { code, out } = await run('update card.json --env demo', {}, files)
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { send_check: true, send_check_expected: true, verified: true },
    ])
  })
})

test('what is wrong with the command line is said before an account is wanted', async () => {
  const range = '--from 2016-06-28 --to 2016-06-27'
  const { code, said } = await run(`stats --report summary ${range}`, {})
  expect([code, said]).toEqual([2, expect.stringContaining('--to: expected begin_date or later')])
  const broken = { 'card.json': '{"card_id": "c", "card_type": "cash"}' }
  expect((await run('update card.json', {}, broken)).said).toContain('at least one field to change')
})

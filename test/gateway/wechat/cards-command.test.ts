import { cardsAtATerminal, envFor } from './cards-at-a-terminal'
import { type FakeWechat, fakeWechat } from './fake-wechat'

let fake: FakeWechat
let env: Record<string, string>
beforeEach(async () => {
  fake = await fakeWechat()
  env = envFor(fake)
})
afterEach(() => fake.close())

describe('the command line itself', () => {
  test('explains itself, its variables and its exit codes', async () => {
    const { code, out } = await cardsAtATerminal('--help', {})
    expect(code).toBe(0)
    for (const word of ['update', 'stats', 'WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'Exit codes']) {
      expect(out).toContain(word)
    }
  })

  test.each(['summary', 'free_coupon', 'member_card', 'member_card_detail'])(
    'offers the report %s',
    async (report) => {
      expect((await cardsAtATerminal('stats --help', {})).out).toContain(`"${report}"`)
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
    expect((await cardsAtATerminal(line, env)).code).toBe(2)
    expect(fake.calls).toEqual([])
  })

  const stats = 'stats --report summary --from 2016-06-27 --to 2016-06-28'

  test('takes an address that ends in a slash', async () => {
    const slashed = { ...env, WECHAT_BASE_URL: `${fake.url}/` }
    expect((await cardsAtATerminal(stats, slashed)).code).toBe(0)
  })

  test('names a variable that makes no sense, without repeating it', async () => {
    const ran = await cardsAtATerminal(stats, { ...env, WECHAT_BASE_URL: 'my-secret' })
    expect([ran.code, ran.said]).toEqual([2, expect.stringContaining('WECHAT_BASE_URL')])
    expect(ran.said).not.toContain('my-secret')
  })
})

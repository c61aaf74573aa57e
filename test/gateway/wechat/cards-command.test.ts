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
})

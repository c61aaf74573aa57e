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

describe('cards update', () => {
  const card = { card_id: 'c', card_type: 'cash', base_info: { notice: '新' } }
  const files = { 'card.json': JSON.stringify(card) }

  test('sends the file and shows the answer beside what was foretold', async () => {
    fake.next('card/update', { errcode: 0, errmsg: 'ok', send_check: true })
    const { code, out, said } = await run('update card.json', env, files)
    expect(JSON.parse(out)).toEqual({
      errcode: 0,
      errmsg: 'ok',
      send_check: true,
      send_check_expected: true,
      verified: true,
    })
    expect([code, said]).toEqual([0, ''])
    expect(fake.bodies('card/update')).toEqual([
      { card_id: 'c', cash: { base_info: { notice: '新' } } },
    ])
  })

  test('says when the review is not the foretold one', async () => {
    const { code, said } = await run('update card.json', env, files)
    expect(code).toBe(0)
    expect(said).toContain(
      'send_check: expected true: base_info.notice need review, received false',
    )
  })

  test('shows with --dry-run what it would send, without an account', async () => {
    const { code, out, said } = await run('update card.json --dry-run', {}, files)
    expect([code, JSON.parse(out)]).toEqual([
      0,
      { card_id: 'c', cash: { base_info: { notice: '新' } } },
    ])
    expect(said).toContain('back into review, because of base_info.notice')
    expect(fake.calls).toEqual([])
  })

  test('says with --dry-run when there is nothing to send', async () => {
    const same = { ...card, current: { base_info: card.base_info } }
    const given = { 'card.json': JSON.stringify(same) }
    const { said, out } = await run('update card.json --dry-run', {}, given)
    expect([said, out]).toEqual(['Nothing would be sent: the card is already so.', ''])
  })

  test.each(['update card.json', 'update card.json --dry-run'])(
    'names each broken rule (%s)',
    async (line) => {
      const bad = {
        'card.json': JSON.stringify({ ...card, base_info: { title: 'x', get_limit: -1 } }),
      }
      const { code, said } = await run(line, env, bad)
      expect(code).toBe(2)
      expect(said).toContain('base_info.title: expected nothing')
      expect(said).toContain('base_info.get_limit: expected a whole number of cards, received -1')
      expect(fake.calls).toEqual([])
    },
  )

  test.each([
    ['is not there', {}],
    ['is no JSON', { 'card.json': '{' }],
  ])('says so when the file %s', async (_what, given) => {
    const { code, said } = await run('update card.json', env, given)
    expect(code).toBe(2)
    expect(said).toContain('card.json: expected a file with one JSON object')
  })

  test('names the missing variable', async () => {
    const { code, said } = await run('update card.json', {}, files)
    expect([code, said.startsWith('WECHAT_APP_ID is not set')]).toEqual([2, true])
  })

  test('ends with 1 when WeChat refuses', async () => {
    fake.next('card/update', { errcode: 40073, errmsg: 'invalid card id' })
    const { code, said } = await run('update card.json', env, files)
    expect(code).toBe(1)
    expect(said).toBe('WeChat: 40073 invalid card id\n  no such card of this account')
  })
})

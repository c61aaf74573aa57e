import { parse } from 'csv-parse/sync'
import captures from '../../cases/10-wechat-datacube-captures.json'
import { createTerminal, wechatEnv } from './terminal'
import { APP_SECRET, type FakeWechat, fakeWechat } from '../wechat/fake-wechat'

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

const PATH = 'datacube/getcardbizuininfo'
const STATS = 'stats --report summary --from 2016-06-27 --to 2016-06-28'
const ROWS = captures.getcardbizuininfo.list

describe('cards stats', () => {
  test('writes a table with every field and every row', async () => {
    fake.next(PATH, captures.getcardbizuininfo)
    const { code, out, said } = await run(STATS, env)
    expect(code).toBe(0)
    for (const field of Object.keys(ROWS[0] ?? {})) expect(out).toContain(field)
    expect(out).toContain('2016-06-27')
    expect(said).toBe('1 rows, 2016-06-27 to 2016-06-28')
  })

  test('writes CSV that another reader reads back', async () => {
    const rows = [...ROWS, { ref_date: '2016-06-28', remark: 'a "b", c\nd' }]
    fake.next(PATH, { list: rows })
    const { out } = await run(`${STATS} --format csv`, env)
    const read: Record<string, string>[] = parse(out, { columns: true })
    expect(read).toHaveLength(2)
    expect(read[0]).toMatchObject({ ref_date: '2016-06-27', view_cnt: '1', remark: '' })
    expect(read[1]).toMatchObject({ ref_date: '2016-06-28', view_cnt: '', remark: 'a "b", c\nd' })
  })

  test('writes JSON as the route answers it', async () => {
    fake.next(PATH, captures.getcardbizuininfo)
    const { out } = await run(`${STATS} --format json`, env)
    expect(JSON.parse(out)).toEqual(captures.getcardbizuininfo)
  })

  test('draws views, receipts and uses by day, each with its sum', async () => {
    const list = [
      { ref_date: '2016-06-27', view_cnt: 4, receive_cnt: 2, verify_cnt: 1 },
      { ref_date: '2016-06-27', view_cnt: 3 },
      { ref_date: '2016-06-28', view_cnt: 5, receive_cnt: 1 },
    ]
    fake.next(PATH, { list })
    const { out } = await run(`${STATS} --format chart`, env)
    expect(out).toContain('view_cnt per day, 12 in all')
    expect(out).toContain('receive_cnt per day, 3 in all')
    expect(out).toContain('verify_cnt per day, 1 in all')
    expect(out).toMatch(/7\.00 [┤┼]/)
  })

  test('draws a line through a single day', async () => {
    const line = 'stats --report summary --from 2016-06-27 --to 2016-06-27 --format chart'
    const { out } = await run(line, env)
    expect(out).toMatch(/1\.00 [┤┼]─/)
  })

  test('draws a long range no wider than the terminal', async () => {
    const line = 'stats --report summary --from 2024-01-01 --to 2024-12-31 --format chart'
    const { out } = await run(line, env)
    expect(out).toContain('view_cnt per 5 days, 6 in all')
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100)
  })

  test('shows its progress over a long range, and none over a short one', async () => {
    const long = await run('stats --report summary --from 2024-01-01 --to 2024-12-31', env)
    expect(long.progress).toEqual(['0/6', '1/6', '2/6', '3/6', '4/6', '5/6', '6/6', 'end'])
    expect((await run(STATS, env)).progress).toEqual([])
  })

  test('writes to a file, and nothing to the terminal', async () => {
    const { out, files, code } = await run(`${STATS} --format csv --out a.csv`, env)
    expect([code, out]).toEqual([0, ''])
    expect(files.get('a.csv')).toBe('ref_date,view_cnt\r\n2016-06-27,1\n')
  })

  test('says when the file cannot be written', async () => {
    const { code, said } = await run(`${STATS} --out /a.csv`, env)
    expect([code, said]).toEqual([2, '/a.csv was not written: permission denied'])
  })

  test('asks for one card of one source', async () => {
    const line =
      'stats --report free_coupon --from 2016-06-27 --to 2016-06-28 --card-id abc --cond-source 1'
    expect((await run(line, env)).code).toBe(0)
    expect(fake.bodies('datacube/getcardcardinfo')).toEqual([
      { begin_date: '2016-06-27', end_date: '2016-06-28', cond_source: 1, card_id: 'abc' },
    ])
  })

  test('names the option that is wrong, and sends nothing', async () => {
    const line = 'stats --report summary --from 20160627 --to 2026-11-22 --card-id abc'
    const { code, said } = await run(line, env)
    expect(code).toBe(2)
    expect(said).toContain('--from: expected a day written as 2015-06-15, received "20160627"')
    expect(said).toContain('--to: expected 2026-11-21 or earlier')
    expect(said).toContain('--card-id: expected nothing')
    expect(fake.calls).toEqual([])
  })

  test('waits for minutes when the numbers are not ready, and says so', async () => {
    const notReady = captures.errors.find(({ errcode }) => errcode === 61503) ?? {}
    fake.next(PATH, notReady, notReady)
    const { code, said, waits } = await run(STATS, env)
    expect([code, waits]).toEqual([0, [30_000, 60_000]])
    expect(said).toContain('61503')
  })

  test.each([
    ['WECHAT_APP_ID', 'WECHAT_APP_ID is not set'],
    ['WECHAT_APP_SECRET', 'WECHAT_APP_SECRET is not set'],
  ])('names %s when it is missing', async (variable, words) => {
    const { code, said } = await run(STATS, { ...env, [variable]: '' })
    expect([code, said.startsWith(words)]).toEqual([2, true])
  })

  test('passes on what WeChat says, with what it means, and never a secret', async () => {
    fake.next(PATH, { errcode: 48001, errmsg: 'api unauthorized for token-1' })
    const { code, said } = await run(STATS, env)
    expect(code).toBe(1)
    expect(said).toContain('48001 api unauthorized')
    expect(said).toContain('no right')
    expect(said).not.toContain('token-1')
    expect(said).not.toContain(APP_SECRET)
  })

  test('lets no control character of an answer through to the terminal', async () => {
    fake.next(PATH, { list: [{ ref_date: '2016-06-27', remark: '\u001B[2Jgone' }] })
    expect((await run(STATS, env)).out).not.toContain('\u001B[2J')
  })
})

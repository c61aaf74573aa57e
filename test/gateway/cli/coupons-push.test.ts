import type { Behaviour, FakeUpstream } from '../fakes/upstream'
import { accepted, answers, APP_SECRET, startYoushu } from '../fakes/youshu'
import { aCoupon, coupons } from '../youshu/a-coupon'
import { openWorld } from './coupons-open-world'

let youshu: FakeUpstream
afterEach(() => youshu.close())

let behave: (count: number) => Behaviour
beforeEach(async () => {
  behave = () => accepted
  youshu = await startYoushu((_, count) => behave(count))
})

const json = (list: unknown) => JSON.stringify(list, null, 2)
const quota = answers({ retcode: 1001, errmsg: 'quota' })

describe('pushing a file', () => {
  test('sends all of it with a bar, and leaves nothing behind', async () => {
    const { coupons: run, files, bars } = openWorld(youshu.url, { 'c.json': json(coupons(120)) })
    expect(await run('push', 'c.json')).toEqual({
      code: 0,
      out: '120 coupons accepted, 3 calls.',
      said: '',
    })
    expect(bars).toEqual([50, 100, 120])
    expect([...files.keys()]).toEqual(['c.json'])
  })

  test('a dry run checks, counts, and sends nothing; it needs no account', async () => {
    const world = openWorld(youshu.url, { 'c.json': json(coupons(120)) }, { YOUSHU_APP_ID: '' })
    expect(await world.coupons('push', 'c.json', '--dry-run')).toEqual({
      code: 0,
      out: '120 coupons are good: 3 calls. Nothing was sent.',
      said: '',
    })
    expect(youshu.requests).toHaveLength(0)
  })

  test('a fault at call 7 leaves 300 accepted and named; the same command sends the other 14', async () => {
    const { coupons: run, files } = openWorld(youshu.url, { 'c.json': json(coupons(1000)) })
    behave = (count) => (count === 7 ? quota : accepted)
    const first = await run('push', 'c.json')
    expect(first.code).toBe(1)
    expect(first.out).toContain('300 coupons accepted, 7 calls.')
    expect(first.out).toMatch(/C300 +│ 1001 +│ quota/)
    expect(first.said).toContain('700 are left: run the same command to go on from here.')
    const named = (files.get('c.json.accepted') ?? '').trim().split('\n')
    expect(named.flatMap((line) => JSON.parse(line).accepted)).toEqual(
      coupons(300).map((coupon) => coupon['external_coupon_id']),
    )

    const second = await run('push', 'c.json')
    expect(second.code).toBe(0)
    expect(second.said).toBe('300 were accepted before; 700 are left.')
    expect(youshu.requests).toHaveLength(7 + 14)
    expect(files.has('c.json.accepted')).toBe(false)
  })

  test('a journal that a crash cut short loses no coupon', async () => {
    const { coupons: run, files } = openWorld(youshu.url, { 'c.json': json(coupons(150)) })
    behave = (count) => (count === 3 ? quota : accepted)
    await run('push', 'c.json')
    files.set('c.json.accepted', (files.get('c.json.accepted') ?? '').slice(0, -20))
    await run('push', 'c.json')
    const sent = youshu.requests.flatMap(({ body }) => JSON.parse(body).coupons)
    const ids = new Set(
      sent.map((coupon: { external_coupon_id: string }) => coupon.external_coupon_id),
    )
    expect(ids.size).toBe(150)
    expect(youshu.requests.slice(3)).toHaveLength(2)
  })

  test('a coupon that was changed after the stop is sent again, and so is all for another target', async () => {
    const list = coupons(100)
    const { coupons: run, files } = openWorld(youshu.url, { 'c.json': json(list) })
    behave = (count) => (count === 2 || count === 4 ? quota : accepted)
    await run('push', 'c.json')
    files.set('c.json', json([{ ...list[0], coupon_name: 'new' }, ...list.slice(1)]))
    await run('push', 'c.json')
    expect(JSON.parse(youshu.requests[2]?.body ?? '').coupons[0].coupon_name).toBe('new')
    await run('push', 'c.json', '--data-source', '202')
    const elsewhere = youshu.requests.map(({ body }) => JSON.parse(body)).slice(4)
    expect(elsewhere.map(({ dataSourceId }) => dataSourceId)).toEqual(['202', '202'])
  })

  test('bad rows are shown with their line and field, and nothing is sent', async () => {
    const list = [aCoupon(), aCoupon({ external_coupon_id: 'B2', coupon_name: '券'.repeat(40) })]
    const { coupons: run } = openWorld(youshu.url, { 'c.json': json(list) })
    const { code, out, said } = await run('push', 'c.json')
    expect(code).toBe(2)
    expect(out).toMatch(/│ 8 +│ B2 +│ coupon_name +│ 1 to 100 bytes of UTF-8 +│/)
    expect(said).toBe('Nothing was sent. Broken rules in c.json: 1')
    expect(youshu.requests).toHaveLength(0)
  })

  test('warnings are told once for each field, not for each row', async () => {
    const list = coupons(3).map((coupon) => ({ ...coupon, coupon_codes: ['1'] }))
    const { coupons: run } = openWorld(youshu.url, { 'c.json': json(list) })
    const { code, said } = await run('push', 'c.json')
    expect([code, said]).toEqual([0, 'Warning: coupon_codes undocumented (in 3 of 3)'])
  })

  test.each([
    ['c.json', '{"coupons": 1}', 'neither an array'],
    ['c.json', '[', 'not JSON'],
    ['c.txt', '', '.json or .csv'],
    ['other.json', undefined, 'cannot be read'],
  ])('%s holding %j is told in a sentence', async (name, text, sentence) => {
    const { coupons: run } = openWorld(youshu.url, text === undefined ? {} : { [name]: text })
    const { code, said } = await run('push', name)
    expect([code, said]).toEqual([2, expect.stringContaining(sentence)])
  })

  test.each(['YOUSHU_APP_ID', 'YOUSHU_APP_SECRET', 'YOUSHU_DATA_SOURCE_ID'])(
    'a missing %s is named',
    async (variable) => {
      const world = openWorld(
        youshu.url,
        { 'c.json': json([aCoupon()]) },
        { [variable]: undefined },
      )
      const { code, said } = await world.coupons('push', 'c.json')
      expect([code, said]).toEqual([2, `${variable} is not set`])
    },
  )

  test('the secret is never shown', async () => {
    const { coupons: run, files } = openWorld(youshu.url, { 'c.json': json(coupons(1)) })
    behave = () => 'resets'
    const { out, said } = await run('push', 'c.json')
    expect(out + said + [...files.values()].join('')).not.toContain(APP_SECRET)
  })

  test('a data source is created, or found, and its id printed', async () => {
    behave = () => answers({ retcode: 0, data: { dataSource: { id: '101' } } })
    expect(await openWorld(youshu.url).coupons('source', '77')).toMatchObject({
      code: 0,
      out: '101',
    })
    behave = () => quota
    const refused = await openWorld(youshu.url).coupons('source', '77')
    expect(refused).toMatchObject({ code: 1, said: 'Youshu: 1001 quota' })
  })

  test('a command that is not there is told, help is no error', async () => {
    const { coupons: run } = openWorld(youshu.url)
    expect(await run('pull')).toMatchObject({ code: 2, said: expect.stringContaining('pull') })
    expect(await run('push', '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('CSV'),
    })
  })
})

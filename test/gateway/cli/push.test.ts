import type { Behaviour, FakeUpstream } from '../fakes/upstream'
import { accepted, answers, APP_SECRET, startYoushu } from '../fakes/youshu'
import { aCoupon, coupons } from '../youshu/a-coupon'
import { createTerminal, youshuEnv } from './terminal'

let youshu: FakeUpstream
afterEach(() => youshu.close())

let behave: (count: number) => Behaviour
beforeEach(async () => {
  behave = () => accepted
  youshu = await startYoushu((_, count) => behave(count))
})

const terminal = (
  files: Record<string, string | Uint8Array> = {},
  env: Record<string, string | undefined> = {},
) => createTerminal({ ...youshuEnv(youshu.url), ...env }, files)

const json = (list: unknown) => JSON.stringify(list, null, 2)
const quota = answers({ retcode: 1001, errmsg: 'quota' })

describe('pushing a file', () => {
  test('sends all of it with a bar, and leaves nothing behind', async () => {
    const { coupons: run, files, progress } = terminal({ 'c.json': json(coupons(120)) })
    expect(await run('push', 'c.json')).toEqual({
      code: 0,
      out: '120 coupons accepted, 3 calls.',
      said: '',
    })
    expect(progress).toEqual(['50/120', '100/120', '120/120', 'end'])
    expect([...files.keys()]).toEqual(['c.json'])
  })

  test('a dry run checks, counts, and sends nothing; it needs no account', async () => {
    const shell = terminal({ 'c.json': json(coupons(120)) }, { YOUSHU_APP_ID: '' })
    expect(await shell.coupons('push', 'c.json', '--dry-run')).toEqual({
      code: 0,
      out: '120 coupons are good: 3 calls. Nothing was sent.',
      said: '',
    })
    expect(youshu.requests).toHaveLength(0)
  })

  test('a fault at call 7 leaves 300 accepted and named; the same command sends the other 14', async () => {
    const { coupons: run, files } = terminal({ 'c.json': json(coupons(1000)) })
    behave = (count) => (count === 7 ? quota : accepted)
    const first = await run('push', 'c.json')
    expect(first.code).toBe(1)
    expect(first.out).toContain('300 coupons accepted, 7 calls.')
    expect(first.out).toMatch(/C300 +│ 1001 +│ quota/)
    expect(first.said).toContain('700 are left: run the same command to go on from here.')
    const named = String(files.get('c.json.accepted')).trim().split('\n')
    expect(named.map((line) => JSON.parse(line).id)).toEqual(
      coupons(300).map((coupon) => coupon['external_coupon_id']),
    )

    const second = await run('push', 'c.json')
    expect(second.code).toBe(0)
    expect(second.said).toBe('300 were accepted before; 700 are left.')
    expect(youshu.requests).toHaveLength(7 + 14)
    expect(files.has('c.json.accepted')).toBe(false)
  })

  test('a journal that a crash cut short loses no coupon', async () => {
    const { coupons: run, files } = terminal({ 'c.json': json(coupons(150)) })
    behave = (count) => (count === 3 ? quota : accepted)
    await run('push', 'c.json')
    files.set('c.json.accepted', String(files.get('c.json.accepted')).slice(0, -20))
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
    const { coupons: run, files } = terminal({ 'c.json': json(list) })
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
    const { coupons: run } = terminal({ 'c.json': json(list) })
    const { code, out, said } = await run('push', 'c.json')
    expect(code).toBe(2)
    expect(out).toMatch(/│ 8 +│ B2 +│ coupon_name +│ 1 to 100 bytes of UTF-8 +│/)
    expect(said).toBe('Nothing was sent. Broken rules in c.json: 1')
    expect(youshu.requests).toHaveLength(0)
  })

  test('warnings are printed once for each field, not for each row', async () => {
    const list = coupons(3).map((coupon) => ({ ...coupon, coupon_codes: ['1'] }))
    const { coupons: run } = terminal({ 'c.json': json(list) })
    const { code, said } = await run('push', 'c.json')
    expect([code, said]).toEqual([0, 'Warning: coupon_codes undocumented (in 3 of 3)'])
  })

  test.each([
    ['c.json', '{"coupons": 1}', 'neither an array'],
    ['c.json', '[', 'not JSON'],
    ['c.txt', '', '.json or .csv'],
    ['other.json', undefined, 'cannot be read'],
  ])('%s holding %j is explained in a sentence', async (name, text, sentence) => {
    const { coupons: run } = terminal(text === undefined ? {} : { [name]: text })
    const { code, said } = await run('push', name)
    expect([code, said]).toEqual([2, expect.stringContaining(sentence)])
  })

  test.each(['YOUSHU_APP_ID', 'YOUSHU_APP_SECRET', 'YOUSHU_DATA_SOURCE_ID'])(
    'a missing %s is named',
    async (variable) => {
      const shell = terminal({ 'c.json': json([aCoupon()]) }, { [variable]: undefined })
      const { code, said } = await shell.coupons('push', 'c.json')
      expect([code, said]).toEqual([2, `${variable} is not set`])
    },
  )

  test('the secret is never shown', async () => {
    const { coupons: run, files } = terminal({ 'c.json': json(coupons(1)) })
    behave = () => 'resets'
    const { out, said } = await run('push', 'c.json')
    expect(out + said + [...files.values()].join('')).not.toContain(APP_SECRET)
  })

  test('a data source is created, or found, and its id printed', async () => {
    behave = () => answers({ retcode: 0, data: { dataSource: { id: '101' } } })
    expect(await terminal().coupons('source', '77')).toMatchObject({
      code: 0,
      out: '101',
    })
    behave = () => quota
    const refused = await terminal().coupons('source', '77')
    expect(refused).toMatchObject({ code: 1, said: 'Youshu: 1001 quota' })
  })

  test('an unknown command is an error, help is none', async () => {
    const { coupons: run } = terminal()
    expect(await run('pull')).toMatchObject({ code: 2, said: expect.stringContaining('pull') })
    expect(await run('push', '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('CSV'),
    })
  })
})

describe('the journal', () => {
  const names = () =>
    youshu.requests.flatMap(({ body }) =>
      JSON.parse(body).coupons.map((coupon: { coupon_name: string }) => coupon.coupon_name),
    )
  const stopping = (call: number) => (count: number) => (count === call ? quota : accepted)

  test('knows the last content of each id: a row that was changed and changed back is sent again', async () => {
    const list = coupons(60)
    const named = (name: string) => json(list.map((coupon) => ({ ...coupon, coupon_name: name })))
    const { coupons: run, files } = terminal({ 'c.json': named('v1') })
    behave = (count) => (count % 2 === 0 ? quota : accepted)
    await run('push', 'c.json')
    files.set('c.json', named('v2'))
    await run('push', 'c.json')
    files.set('c.json', named('v1'))
    behave = () => accepted
    const { code, said } = await run('push', 'c.json')
    expect([code, said]).toEqual([0, ''])
    // What Youshu has at last is the file as it is.
    expect(names().slice(-60)).toEqual(Array(60).fill('v1'))
  })

  test('that a crash cut short in the middle of a line costs that one coupon, now and later', async () => {
    const { coupons: run, files } = terminal({ 'c.json': json(coupons(200)) })
    behave = stopping(3)
    await run('push', 'c.json')
    files.set('c.json.accepted', String(files.get('c.json.accepted')).slice(0, -20))
    behave = stopping(5)
    expect((await run('push', 'c.json')).said).toContain('99 were accepted before')
    behave = () => accepted
    // The line that was cut, and the one behind it, are still two lines.
    expect((await run('push', 'c.json')).said).toContain('149 were accepted before; 51 are left.')
  })

  test('lets one push of a file run at a time', async () => {
    const { coupons: run, files } = terminal({
      'c.json': json(coupons(1)),
      'c.json.accepted.lock': '815',
    })
    const { code, said } = await run('push', 'c.json')
    expect([code, said]).toEqual([2, expect.stringContaining('pushed already, by process 815')])
    expect(youshu.requests).toHaveLength(0)
    expect(files.has('c.json.accepted.lock')).toBe(true)
  })

  test('gives the file free at the end, whatever the end was', async () => {
    const { coupons: run, files } = terminal({ 'c.json': json(coupons(1)) })
    behave = () => quota
    await run('push', 'c.json')
    expect(files.has('c.json.accepted.lock')).toBe(false)
  })

  test('that cannot be written stops the push before anything is sent', async () => {
    const { coupons: run, faults } = terminal({ 'c.json': json(coupons(1)) })
    faults.push('ENOSPC: no space left on device')
    const { code, said } = await run('push', 'c.json')
    expect([code, said]).toEqual([
      2,
      'c.json.accepted cannot be written (ENOSPC: no space left on device): nothing was sent.',
    ])
    expect(youshu.requests).toHaveLength(0)
  })

  test('whose disk is full on the way stops the push, and says what happens next', async () => {
    const { coupons: run, faults, files } = terminal({ 'c.json': json(coupons(150)) })
    faults.push(undefined, undefined, 'ENOSPC: no space left on device')
    const { code, out, said } = await run('push', 'c.json')
    expect([code, out]).toEqual([1, '100 coupons accepted, 2 calls.'])
    expect(said).toContain('c.json.accepted cannot be written (ENOSPC: no space left on device)')
    expect(said).toContain('50 are left: run the same command to go on from here.')
    expect(youshu.requests).toHaveLength(2)
    expect(files.has('c.json.accepted.lock')).toBe(false)
    expect((await run('push', 'c.json')).said).toContain('50 were accepted before; 100 are left.')
  })

  test.each([
    ['that cannot be read', 'unreadable', 'cannot be read (EACCES: permission denied)'],
    ['that is another file', 'Dear diary,', 'is no journal of this command'],
  ])('%s is a clear error, and nothing is sent', async (_, journal, sentence) => {
    const { coupons: run } = terminal({ 'c.json': json(coupons(1)), 'c.json.accepted': journal })
    const { code, said } = await run('push', 'c.json')
    expect([code, said]).toEqual([2, expect.stringContaining(sentence)])
    expect(youshu.requests).toHaveLength(0)
  })
})

describe('a spreadsheet', () => {
  const head = 'external_coupon_id,coupon_name,coupon_type,coupon_sub_type,start_time,end_time'
  const push = async (...rows: string[]) => {
    const { coupons: run } = terminal({ 'c.csv': [head, ...rows].join('\n') })
    const ran = await run('push', 'c.csv')
    expect(youshu.requests).toHaveLength(0)
    return ran
  }

  test('with one id twice is refused, both lines and the column named', async () => {
    const { code, out } = await push('A,a,1,4,,', 'B,b,1,4,,', 'A,c,1,4,,')
    expect(code).toBe(2)
    expect(out).toMatch(
      /│ 4 +│ A +│ A +│ external_coupon_id │ an id of its own │ "A", the same as line 2/,
    )
  })

  test('that has destroyed an id is refused with line and column', async () => {
    const { code, out } = await push('4.05537E+17,a,1,4,,')
    expect(code).toBe(2)
    expect(out).toMatch(/│ 2 +│ A +│ 4.05537E\+17 +│ external_coupon_id │ an id, not what/)
  })

  test('with times the wrong way round is refused with line and column', async () => {
    const { code, out } = await push('A,a,1,4,1572395131733,1572395131732')
    expect(code).toBe(2)
    expect(out).toMatch(/│ 2 +│ F +│ A +│ end_time │ start_time \(1572395131733\) or later/)
  })

  test('with a column of no field is refused, unless that is wanted', async () => {
    const text = `${head},note\nA,a,1,4,,,x`
    const { coupons: run } = terminal({ 'c.csv': text })
    expect(await run('push', 'c.csv')).toMatchObject({
      code: 2,
      said: expect.stringContaining('line 1, column G: "note" is no field of the table'),
    })
    expect(await run('push', 'c.csv', '--allow-unknown')).toMatchObject({ code: 0 })
    expect(JSON.parse(youshu.requests[0]?.body ?? '').coupons[0].note).toBe('x')
  })

  test('in GB18030 arrives as it was written, and that is said', async () => {
    const rest = Buffer.from(',1,4,,\r\n')
    const bytes = Buffer.concat([
      Buffer.from(`${head}\r\nA,`),
      Buffer.from('c2fabcf5c8af', 'hex'),
      rest,
    ])
    const { code, said } = await terminal({ 'c.csv': bytes }).coupons('push', 'c.csv')
    expect([code, said]).toEqual([0, 'c.csv was read as GB18030.'])
    expect(JSON.parse(youshu.requests[0]?.body ?? '').coupons[0].coupon_name).toBe('满减券')
  })
})

test('what is passed on keeps its digits', async () => {
  const text = `[${JSON.stringify(aCoupon()).slice(0, -1)},"coupon_codes":[405537296400027648]}]`
  await terminal({ 'c.json': text }).coupons('push', 'c.json')
  expect(youshu.requests[0]?.body).toContain('"coupon_codes":[405537296400027648]')
})

test('a file that is wrong is said before an account is wanted, and so is a wrong command', async () => {
  const nowhere = createTerminal({}, { 'c.json': '[{}]' })
  expect((await nowhere.coupons('push', 'c.json')).out).toContain('external_coupon_id')
  expect((await nowhere.coupons('push')).said).toContain('file')
  expect((await nowhere.coupons('push', 'c.json', '--env', 'moon')).said).toContain('moon')
  const misspelled = createTerminal({ PORT: 'x' }, { 'c.json': '[{}]' })
  expect((await misspelled.coupons('push', 'c.json')).out).toContain('external_coupon_id')
})

test('the demo needs no account and no network', async () => {
  const { coupons: run, files, progress } = createTerminal({}, { 'c.json': json(coupons(120)) })
  const { code, out, said } = await run('push', 'c.json', '--env', 'demo')
  expect([code, out]).toEqual([0, '120 coupons accepted, 3 calls.'])
  expect(said).toMatch(/^Demo:/)
  expect(progress).toEqual(['50/120', '100/120', '120/120', 'end'])
  expect([...files.keys()]).toEqual(['c.json'])
  expect((await run('source', '77', '--env', 'demo')).out).toBe('101')
  expect(youshu.requests).toHaveLength(0)
})

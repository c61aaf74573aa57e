import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import {
  findEvents,
  retryEvents,
  showEvent,
} from '../../../cloudfunctions/coupon-gateway/store/event-status'
import { addTenants, storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import { engines } from './engines'
import { reported } from './events'

describe.each(engines())('Reports on $name', (engine) => {
  let database: Database
  beforeAll(async () => {
    await engine.start()
    database = await engine.open()
    await addTenants(database, ['bi1', 'bi2'])
  })
  afterAll(() => engine.stop())

  const store = async (app_id: string, source: 'phone' | 'server', body: unknown) => {
    const report = readReport(JSON.stringify(body))
    if ('problem' in report) throw new Error(report.problem)
    return storeReport(database, app_id, source, report.events)
  }
  const find = async (order_id: string) =>
    (await findEvents(database, { order_id, limit: 50 })).events

  test('phone and server report one change: one event, with both named', async () => {
    const event = reported({ order_id: 'both' })
    expect(await store('bi1', 'phone', event)).toMatchObject({ stored: 1, repeats: 0 })
    expect(await store('bi1', 'server', [event])).toMatchObject({ stored: 0, repeats: 1 })
    expect(await find('both')).toMatchObject([
      {
        event_id: 'consume/both/C1',
        state: 'stored',
        received: [{ from: 'phone' }, { from: 'server' }],
        repeats: 1,
        coupon_deduction: 5,
      },
    ])
  })

  test('the first content holds, and every repeat is counted', async () => {
    const first = reported({ order_id: 'first', coupon_deduction: 1 })
    const second = reported({ order_id: 'first', coupon_deduction: 2 })
    await store('bi1', 'phone', [first, second, second])
    await store('bi1', 'phone', second)
    expect(await find('first')).toMatchObject([
      { coupon_deduction: 1, repeats: 3, received: [{ from: 'phone' }] },
    ])
  })

  test('a server that knows no event ids reports the event of the phone', async () => {
    const { props, ...event } = reported({ order_id: 'a/b~%', extra: undefined })
    expect(await store('bi1', 'server', { ...event, props })).toMatchObject({
      event_ids: ['consume/a%2Fb%7E%25/C1'],
    })
  })

  test('what two phones show in the same millisecond is two events; what one phone repeats is one', async () => {
    const shown = (open_id: string) => ({
      type: 'expose_coupon',
      props: {
        coupon_batch: { coupon_batch_id: 'B1', coupon_batch_name: '满58减5' },
        page: 'pages/list',
        time: '1795750000000',
        wx_user: { app_id: 'wx1', open_id },
        extra: { event_id: 'expose_coupon/B1//1795750000000' },
      },
    })
    expect(await store('bi1', 'phone', shown('o-1'))).toMatchObject({ stored: 1, repeats: 0 })
    expect(await store('bi1', 'phone', shown('o-2'))).toMatchObject({ stored: 1, repeats: 0 })
    expect(await store('bi1', 'phone', shown('o-1'))).toMatchObject({ stored: 0, repeats: 1 })
    expect(await store('bi1', 'server', [shown('o-2')])).toMatchObject({ stored: 0, repeats: 1 })
    // Both are found by the id that their phones know, and each by its own.
    const found = await showEvent(database, 'expose_coupon/B1//1795750000000')
    expect(found.map(({ body }) => JSON.parse(body))).toEqual([shown('o-2'), shown('o-1')])
    expect(found).toMatchObject([{ order_id: null }, { order_id: null }])
    expect(await showEvent(database, found[0]?.event_id ?? '')).toEqual([found[0]])
    await database.query("update deliveries set state = 'parked'")
    expect(await retryEvents(database, [found[1]?.event_id ?? ''])).toBe(1)
    expect(await retryEvents(database, ['expose_coupon/B1//1795750000000'])).toBe(1)
  })

  test('what no tenant forwards is not stored: it fails, and is taken once there is a tenant', async () => {
    const event = reported({ order_id: 'no tenant' })
    await expect(store('bi3', 'server', event)).rejects.toThrow('no tenant')
    expect(await database.query("select from events where app_id = 'bi3'")).toMatchObject({
      rowCount: 0,
    })
    await addTenants(database, ['bi3'])
    expect(await store('bi3', 'server', event)).toMatchObject({ stored: 1, repeats: 0 })
  })

  test('tenants do not share ids', async () => {
    const event = reported({ order_id: 'tenants' })
    expect(await store('bi1', 'phone', event)).toMatchObject({ stored: 1 })
    expect(await store('bi2', 'phone', event)).toMatchObject({ stored: 1 })
  })

  test('texts that a column cannot hold are kept apart and harm no other', async () => {
    const ids = [
      'nul\0',
      'nul\u0001',
      'lone\ud800',
      'lone\ud801',
      'x'.repeat(5_000),
      'x'.repeat(5_001),
    ]
    const events = ids.map((order_id) => reported({ order_id, extra: undefined }))
    expect(await store('bi1', 'phone', events)).toMatchObject({ stored: ids.length })
  })

  test('events of no known form are kept as they came', async () => {
    const body = '{"type":"other","props":{"n":12345678901234567890,"n":1.50,"s":"\\u0000"}}'
    const report = readReport(`[ ${body} , ${body}]`)
    if ('problem' in report) throw new Error(report.problem)
    expect(report.events.map((event) => event.body)).toEqual([body, body])
    expect(await storeReport(database, 'bi1', 'phone', report.events)).toMatchObject({
      stored: 1,
      repeats: 1,
    })
  })

  test('eight processes report the same orders at a time: none waits for ever, nothing twice', async () => {
    const events = Array.from({ length: 60 }, (_, n) =>
      reported({
        order_id: `at once ${n % 20}`,
        coupon_instance: { coupon_ins_id: `C${n}`, coupon_ins_name: 'x' },
        extra: undefined,
      }),
    )
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        store('bi1', 'phone', n % 2 ? events : [...events].reverse()),
      ),
    )
    expect(answers.reduce((sum, { stored }) => sum + stored, 0)).toBe(60)
    expect(answers.reduce((sum, { repeats }) => sum + repeats, 0)).toBe(7 * 60)
  })

  test('pages follow each other without a gap', async () => {
    const events = Array.from({ length: 7 }, (_, n) =>
      reported({
        order_id: 'paged',
        coupon_instance: { coupon_ins_id: `C${n}`, coupon_ins_name: 'x' },
        extra: undefined,
      }),
    )
    await store('bi1', 'phone', events)
    const seen: string[] = []
    let before: number | undefined
    do {
      const page = await findEvents(database, { order_id: 'paged', limit: 3, before })
      seen.push(...page.events.map(({ coupon_ins_id }) => coupon_ins_id ?? ''))
      before = page.next ?? undefined
    } while (before !== undefined)
    expect(seen).toEqual(['C6', 'C5', 'C4', 'C3', 'C2', 'C1', 'C0'])
  })
})

describe('What is no report', () => {
  test.each([
    ['', 'the body is not JSON'],
    ['{', 'the body is not JSON'],
    ['[]', 'there is no event'],
    ['null', 'element 0 is not an event {type, props}'],
    ['[{"type":"x","props":{}},7]', 'element 1 is not an event {type, props}'],
    ['{"type":"x","props":[]}', 'element 0 is not an event {type, props}'],
    ['['.repeat(100_000), 'the body is not JSON'],
  ])('%.30j', (body, problem) => {
    expect(readReport(body)).toMatchObject({ problem })
  })
})

import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { recordPushed } from '../../../cloudfunctions/coupon-gateway/store/job-kinds'
import { reconcile } from '../../../cloudfunctions/coupon-gateway/store/reconciliation'
import { eventIssues } from '../../../cloudfunctions/coupon-gateway/youshu/report'
import { engines } from './engines'
import { DAY, emptyOf, NOON, on, reconcilingOf, SETTINGS } from './reconciling'

describe.each(engines())('A day reconciled on $name', (engine) => {
  let database: Database
  beforeAll(async () => {
    await engine.start()
    database = await engine.open()
  })
  afterAll(() => engine.stop())
  beforeEach(() => emptyOf(database))
  const { event, store, forward, order, compare } = reconcilingOf(() => database)

  test('a day on which everything matches is closed', async () => {
    await store(
      event('O1'),
      event('O2', 'C2'),
      event('O1', 'C1', { action_type: 'refund_consume' }),
    )
    await forward()
    await recordPushed(database, ['B1'])
    expect(
      await compare([
        order('O1'),
        order('O2', { coupon_ins_id: 'C2' }),
        order('O1', { status: 'refunded' }),
      ]),
    ).toEqual({
      day: DAY,
      closed: true,
      counts: { matched: 3, missing: 0, unexpected: 0, differing: 0, waiting: 0, refused: 0 },
      missing: [],
      unexpected: [],
      differing: [],
      waiting: [],
      refused: [],
      unknown_coupon_ids: [],
    })
  })

  test('each that is missing, unexpected, different, on its way or refused is named', async () => {
    await store(
      event('matched'),
      event('unexpected'),
      event('different', 'C1', { coupon_deduction: 4.5 }),
      event('no amount', 'C1', { coupon_deduction: undefined }),
      event('refused'),
    )
    await forward()
    await database.query(
      "update deliveries set state = 'refused' where seq = (select seq from events where order_key = 'refused')",
    )
    await store(event('waiting'))
    const result = await compare([
      order('matched'),
      order('missing'),
      order('different'),
      order('no amount'),
      order('waiting'),
      order('refused'),
      order('matched', { status: 'refunded' }),
    ])
    expect(result).toMatchObject({
      closed: false,
      counts: { matched: 1, missing: 2, unexpected: 1, differing: 2, waiting: 1, refused: 1 },
      missing: [
        { order_id: 'missing', coupon_ins_id: 'C1', action_type: 'consume' },
        { order_id: 'matched', action_type: 'refund_consume' },
      ],
      unexpected: [{ order_id: 'unexpected', event_id: 'consume/unexpected/C1' }],
      differing: [
        { order_id: 'different', expected: 5, received: 4.5 },
        { order_id: 'no amount', expected: 5, received: null },
      ],
      waiting: [{ order_id: 'waiting' }],
      refused: [{ order_id: 'refused' }],
      unknown_coupon_ids: ['B1'],
    })
  })

  test('what is missing is reported with its own time, once, and closes the day', async () => {
    const orders = [
      order('O1', { open_id: 'o-1', app_id: 'wx1', coupon_ins_name: '满58减5' }),
      order('O2', { coupon_ins_name: '满58减5' }),
    ]
    const first = await compare(orders, { send: true })
    expect(first).toMatchObject({
      sent: 1,
      not_sent: [
        {
          order_id: 'O2',
          issues: [{ path: 'props.wx_user.app_id' }, { path: 'props.wx_user.open_id' }],
        },
      ],
    })
    expect((await compare(orders, { send: true })).sent).toBe(0)
    await forward()
    expect((await compare(orders)).counts).toMatchObject({ matched: 1, missing: 1 })
    const { rows } = await database.query<{ body: string; source: string }>(
      'select body, source from events',
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.source).toBe('server')
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({
      props: { time: String(NOON), page: 'server', extra: { origin: 'server' } },
    })
    // The phone comes back from the river after all: it is known.
    await store(event('O1'))
    expect((await forward()).arrived()).toEqual([])
  })

  test('an app id that is no tenant is refused, and nothing is reported for it', async () => {
    const orders = [{ order_id: 'O1', coupon_ins_id: 'C1', status: 'paid' }]
    const input = { day: DAY, app_id: 'bi-typo', send: true, orders }
    expect(await reconcile(database, SETTINGS, on(NOON), input)).toEqual({
      kind: 'invalid',
      issues: [
        {
          path: 'app_id',
          expected: 'YOUSHU_APP_ID, or one of RELAY_APP_IDS',
          received: 'another app id',
        },
      ],
    })
    expect((await database.query('select from events')).rowCount).toBe(0)
  })

  test("what is missing goes in the tenant's own table: datanexus has no other event than the consumption", async () => {
    const known = { open_id: 'o-1', app_id: 'wx1', coupon_ins_name: '满58减5' }
    const orders = [
      order('O1', known),
      order('O2', { ...known, coupon_batch_name: '满减' }),
      order('O2', { ...known, status: 'refunded' }),
    ]
    const edition = 'datanexus'
    expect(await compare(orders, { edition, send: true })).toMatchObject({
      sent: 2,
      not_sent: [{ order_id: 'O2', issues: [{ path: 'status', received: 'refund_consume' }] }],
    })
    await forward()
    expect((await compare(orders)).counts).toMatchObject({ matched: 2, missing: 1 })
    const { rows } = await database.query<{ body: string }>('select body from events order by seq')
    const bodies = rows.map(({ body }): unknown => JSON.parse(body))
    expect(bodies).toMatchObject([
      {
        props: {
          coupon: { coupon_id: 'C1', coupon_name: '满58减5' },
          extra: { origin: 'server', order_id: 'O1', coupon_batch_id: 'B1', coupon_deduction: 5 },
        },
      },
      { props: { coupon_batch: { coupon_batch_id: 'B1', coupon_batch_name: '满减' } } },
    ])
    expect(eventIssues(bodies, edition)).toEqual([])
  })

  test.each([
    [
      'a row of another day',
      { orders: [order('O1', { time: NOON + 86_400_000 })] },
      'orders[0].time',
    ],
    ['an unknown status', { orders: [order('O1', { status: 'lost' })] }, 'orders[0].status'],
    ['an id that a spreadsheet mangled', { orders: [order('1.23E+17')] }, 'orders[0].order_id'],
    [
      'an id that lost its digits',
      { orders: [order('', { order_id: 123456789012345680000 })] },
      'orders[0].order_id',
    ],
    ['no order', { orders: [order('', { order_id: undefined })] }, 'orders[0]'],
    ['two orders in one', { orders: [order('O1', { sub_order_id: 'S1' })] }, 'orders[0]'],
    ['an unknown column', { orders: [order('O1', { colour: 'red' })] }, 'orders[0].colour'],
    ['no day', { day: '2026-02-30' }, 'day'],
    ['no list', { orders: 'O1' }, 'orders'],
  ])('%s is refused by name', async (_, input, path) => {
    const outcome = await reconcile(database, SETTINGS, on(NOON), {
      day: DAY,
      orders: [],
      ...input,
    })
    expect(outcome).toMatchObject({ kind: 'invalid', issues: [expect.objectContaining({ path })] })
  })

  test('ten thousand orders are compared in one go, each named', async () => {
    const count = 10_000
    const ids = Array.from({ length: count }, (_, n) => `T${n}`)
    for (let at = 0; at < count; at += 2_000) {
      await store(
        ...ids
          .slice(at, at + 2_000)
          .filter((_, n) => n % 100 > 0)
          .map((id) => event(id)),
      )
    }
    await database.query("update deliveries set state = 'accepted'")
    const result = await compare(ids.map((id) => order(id)))
    expect(result.counts).toMatchObject({ matched: 9_900, missing: 100, unexpected: 0 })
    expect(result.missing.slice(0, 2).map(({ order_id }) => order_id)).toEqual(['T0', 'T100'])
  })
})

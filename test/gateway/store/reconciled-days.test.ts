import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { reconcile } from '../../../cloudfunctions/coupon-gateway/store/reconciliation'
import { deleteOld } from '../../../cloudfunctions/coupon-gateway/store/retention'
import { engines } from './engines'
import { DAY, emptyOf, NOON, on, reconcilingOf, SETTINGS } from './reconciling'

describe.each(engines())('Days reconciled on $name', (engine) => {
  let database: Database
  beforeAll(async () => {
    await engine.start()
    database = await engine.open()
  })
  afterAll(() => engine.stop())
  beforeEach(() => emptyOf(database))
  const { event, store, forward, order, compare } = reconcilingOf(() => database)

  test('two partial refunds of one piece are two', async () => {
    const refund = (change: string) =>
      event('O1', 'C1', {
        action_type: 'refund_consume',
        extra: { event_id: `refund_consume/O1/C1/${change}` },
      })
    await store(refund('1'))
    await forward()
    const orders = [
      order('O1', { status: 'refunded' }),
      order('O1', { status: 'refunded', change_id: '2' }),
    ]
    expect((await compare(orders)).counts).toMatchObject({ matched: 1, missing: 1 })
    await store(refund('2'))
    await forward()
    expect(await compare(orders)).toMatchObject({ closed: true, counts: { matched: 2 } })
  })

  describe('one piece that is refunded in parts on two days', () => {
    const YESTERDAY = NOON - 86_400_000
    const refund = (change_id: string, time: number, coupon_deduction: number) =>
      event('O1', 'C1', {
        action_type: 'refund_consume',
        coupon_deduction,
        time: String(time),
        extra: { event_id: `refund_consume/O1/C1/${change_id}` },
      })
    const row = (change_id?: string, coupon_deduction?: number) =>
      order('O1', { status: 'refunded', change_id, coupon_deduction })

    test('is closed where both were accepted, whether or not the list names the change', async () => {
      await store(refund('1', YESTERDAY, 3), refund('2', NOON, 2))
      await forward()
      for (const one of [row('2', 2), row(undefined, 2)])
        expect(await compare([one])).toMatchObject({ closed: true, counts: { matched: 1 } })
    })

    test('is open where that of the day was never reported, and is mended by sending it', async () => {
      await store(refund('1', YESTERDAY, 2))
      await forward()
      const orders = [{ ...row('2', 2), open_id: 'o-1', app_id: 'wx1', coupon_ins_name: '满58减5' }]
      expect(await compare(orders, { send: true })).toMatchObject({
        closed: false,
        counts: { missing: 1, matched: 0 },
        sent: 1,
      })
      expect((await forward()).arrived()).toEqual(['refund_consume/O1/C1/2'])
      expect(await compare(orders)).toMatchObject({ closed: true })
    })

    test('finds a change by its name where its event came before that of an earlier one', async () => {
      await store(refund('2', NOON, 2), refund('1', NOON, 3))
      await forward()
      expect(await compare([row('1', 3), row('2', 2)])).toMatchObject({ closed: true })
    })

    test('finds an event around midnight that has no name of a change', async () => {
      const midnight = NOON + 43_201_000
      await store(event('O1', 'C1', { action_type: 'refund_consume', time: String(midnight) }))
      await forward()
      for (const one of [row('1'), row()])
        expect(await compare([one])).toMatchObject({ closed: true, counts: { matched: 1 } })
    })
  })

  test('an event of another day is no surprise, and one that came late for an order of the day is found', async () => {
    await store(
      event('yesterday', 'C1', { time: String(NOON - 86_400_000) }),
      event('late', 'C1', { time: String(NOON + 86_400_000) }),
    )
    await forward()
    expect(await compare([order('late')])).toMatchObject({
      closed: true,
      counts: { matched: 1, unexpected: 0 },
    })
  })

  test('what retention deleted is not sent a second time: so old a day is compared, never closed', async () => {
    await store(event('kept'))
    await forward()
    const known = { open_id: 'o-1', app_id: 'wx1', coupon_ins_name: '满58减5' }
    const at = async (now: number, send: boolean) => {
      const input = { day: DAY, send, orders: [order('kept', known)] }
      return reconcile(database, SETTINGS, on(now), input)
    }
    const begin = Date.parse(`${DAY}T00:00:00+08:00`)
    const lastMoment = begin + 90 * 86_400_000
    expect(await at(lastMoment, true)).toMatchObject({ value: { closed: true, sent: 0 } })
    expect(await at(lastMoment + 1, false)).toMatchObject({
      value: { closed: false, incomplete: true, counts: { matched: 1 } },
    })
    await database.query("update events set received_at = now() - interval '91 days'")
    await deleteOld(database, 90)
    expect(await at(lastMoment + 1, false)).toMatchObject({
      value: { closed: false, incomplete: true, counts: { missing: 1 } },
    })
    expect(await at(lastMoment + 1, true)).toEqual({
      kind: 'invalid',
      issues: [
        {
          path: 'day',
          expected: expect.stringContaining('one of the last 90 days (GATEWAY_RETENTION_DAYS)'),
          received: DAY,
        },
      ],
    })
    expect((await database.query('select from events')).rowCount).toBe(0)
  })
})

import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { createForwarder } from '../../../cloudfunctions/coupon-gateway/store/forwarder'
import { addTenants, storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import { engines } from './engines'
import { reported } from './events'
import { createVendor } from './vendor'

describe.each(engines())('What the vendor took on $name', (engine) => {
  let database: Database
  beforeAll(async () => {
    await engine.start()
    database = await engine.open()
    await addTenants(database, ['bi1'])
  })
  afterAll(() => engine.stop())

  const store = async (props: Record<string, unknown>) => {
    const report = readReport(JSON.stringify(reported(props)))
    if ('problem' in report) throw new Error(report.problem)
    await storeReport(database, 'bi1', 'phone', report.events)
  }
  const forward = async () => {
    const tenant = { appId: 'bi1', baseUrl: 'https://vendor', isOwn: true } as const
    await createForwarder(database, [tenant], createVendor().ports, { owner: 'one' }).drain()
  }

  test('a piece is used by an accepted consume and free again by a refund, wherever both stand', async () => {
    const used = async () =>
      (
        await database.query<{ id: string }>(
          'select distinct coupon_ins_id as id from used_coupons order by 1',
        )
      ).rows.map(({ id }) => id)
    const use = (action_type: string, piece: string, order_id: string) =>
      store({
        action_type,
        order_id,
        coupon_instance: { coupon_ins_id: piece, coupon_ins_name: 'x' },
        extra: undefined,
      })
    await use('consume', 'C1', 'A')
    await use('consume', 'C2', 'B')
    await use('pre_consume', 'C3', 'C')
    await forward()
    expect(await used()).toEqual(['C1', 'C2'])
    await use('refund_consume', 'C1', 'A')
    await use('consume', 'C4', 'D')
    await use('refund_consume', 'C4', 'D')
    await forward()
    expect(await used()).toEqual(['C2'])
    // A till that knows but one of the user's ids, in a later call or in the same.
    const wx_user = { app_id: 'wx1', open_id: 'o-1' }
    const refund = (piece: string, order_id: string) =>
      store({
        action_type: 'refund_consume',
        order_id,
        coupon_instance: { coupon_ins_id: piece, coupon_ins_name: 'x' },
        wx_user,
        extra: undefined,
      })
    await refund('C2', 'B')
    await use('consume', 'C5', 'E')
    await refund('C5', 'E')
    await forward()
    expect(await used()).toEqual([])
  })
})

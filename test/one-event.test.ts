import type { JournalEntry } from '../plugin/delivery/journal'
import { OFFLINE } from './kit/collector'
import { createPhone, openPage } from './kit/phone'

test('the way of one event, from the tap on 支付 to the acknowledgement', async () => {
  // The shop's code, as the merchant writes it: a page, and one call where the order moves.
  const phone = createPhone()
  phone.entry = { scene: 1047, query: { scene: 'chan_id%3Dposter_1%26table%3D7' } }
  const tracker = phone.launch()
  const journal: JournalEntry[] = []
  tracker.onReport((entry) => journal.push(entry))
  tracker.init({ appId: 'bi0123456789abcdef' })

  // 1. The user comes by a QR code and opens the order. Nobody is logged in yet.
  const order = openPage(
    tracker,
    { route: 'pages/order', options: { order_id: 'T7', phone: '13800000000' } },
    {
      // 2. The order moves to `pay`: the tap calls the plugin.
      onPay: () =>
        tracker.trackOrder({
          order_status: 'pay',
          order_id: 'T7',
          coupons: [
            {
              coupon_id: 'spring',
              coupon_ins_id: 'spring-0042',
              coupon_ins_name: '满 30 减 5',
              coupon_deduction: 5,
            },
          ],
        }),
    },
    { page_title: '订单详情' },
  )
  phone.storage.operations.length = 0
  const tracked = order['onPay']?.()

  // 3. It was built and checked: its id says what happened to which coupon of which order.
  const id = 'consume/T7/spring-0042'
  expect(tracked).toEqual({ queued: [id], duplicates: [], issues: [] })

  // 4. It was persisted before the call returned: in one small write.
  expect(phone.storage.operations.map(({ kind }) => kind)).toEqual(['write'])
  expect(phone.storage.operations[0]?.bytes).toBeLessThan(1_000)
  expect([...phone.storage.cells.values()].join()).toContain(id)
  expect(tracker.getStatus().pending).toBe(1)

  // 5. Without an open_id it waits.
  await phone.clock.pass(10_000)
  expect(phone.collector.requests).toEqual([])

  // 6. The user logs in: it is sent. But the subway swallows the request; the event stays where it is.
  phone.collector.next = [OFFLINE]
  tracker.setUser({ open_id: 'ogN6X0T-ilsH-XmIdzXtuR1f1r3Q' })
  await phone.clock.pass(500)
  expect(phone.collector.requests).toHaveLength(1)
  expect(tracker.getStatus().pending).toBe(1)

  // 7. The network returns: it is sent again, as the same event, and the collector has it.
  openPage(tracker, { route: 'pages/index' })
  phone.networkReturns()
  await phone.clock.pass(5_000)
  expect(phone.collector.requests).toHaveLength(2)
  expect(phone.collector.requests[1]).toEqual(phone.collector.requests[0])
  expect(phone.collector.stored).toEqual([
    {
      type: 'consume_coupon',
      props: {
        action_type: 'consume',
        coupon: { coupon_id: 'spring', external: true },
        coupon_instance: { coupon_ins_id: 'spring-0042', coupon_ins_name: '满 30 减 5' },
        order_id: 'T7',
        coupon_deduction: 5,
        page: 'pages/order?order_id=T7',
        page_title: '订单详情',
        sr_sdk_version: expect.any(String),
        time: '1760000000000',
        wx_user: {
          app_id: 'wx9d4f5f22pa099f82',
          open_id: 'ogN6X0T-ilsH-XmIdzXtuR1f1r3Q',
          local_id: expect.any(String),
        },
        chan: { chan_wxapp_scene: 1047, chan_id: 'poster_1' },
        extra: { event_id: id },
      },
    },
  ])

  // 8. It was acknowledged: nothing waits, nothing of it is stored but that it was reported.
  expect(tracker.getStatus()).toMatchObject({ pending: 0, accepted: 1 })
  expect([...phone.storage.cells.values()].join()).not.toContain('spring')
  expect(order['onPay']?.()).toEqual({ queued: [], duplicates: [id], issues: [] })

  // And the listener got all of it.
  expect(journal.map(({ status, event_id }) => [status, event_id])).toEqual([
    ['queued', id],
    ['retried', id],
    ['accepted', id],
    ['duplicate', id],
  ])
})

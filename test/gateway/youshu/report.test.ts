import { safeReport } from '../../../cloudfunctions/coupon-gateway/youshu/report'
import { fakePorts } from '../fakes/ports'
import type { FakeUpstream } from '../fakes/upstream'
import { answers, APP_ID, APP_SECRET, startYoushu } from '../fakes/youshu'
import { anEvent } from './an-event'

let youshu: FakeUpstream
afterEach(() => youshu.close())

const report = async (events: readonly unknown[], answer: unknown = { code: 0, msg: 'ok' }) => {
  youshu = await startYoushu(() => answers(answer))
  const upstream = { appId: APP_ID, appSecret: APP_SECRET, baseUrl: youshu.url }
  return safeReport(upstream, fakePorts(), events)
}

describe('reporting events from a server', () => {
  test('they go to safe-report, signed, as they are', async () => {
    const events = ['1', '2'].map((event_id) => anEvent({ extra: { event_id } }))
    expect(await report(events)).toMatchObject({ kind: 'done', value: { accepted: 2, calls: 1 } })
    expect(youshu.requests[0]?.path).toBe('/api/v1/safe-report')
    expect(JSON.parse(youshu.requests[0]?.body ?? '')).toEqual(events)
  })

  test('without an id get the one that the plugin would give them, and keep what else is in extra', async () => {
    await report([
      anEvent(),
      anEvent({ action_type: 'refund_consume', extra: { till: 7 } }),
      anEvent({ order_id: undefined, sub_order_id: 'O1/A' }),
      anEvent({ extra: { event_id: 'own' } }),
    ])
    const sent: { props: { extra: unknown } }[] = JSON.parse(youshu.requests[0]?.body ?? '')
    expect(sent.map(({ props }) => props.extra)).toEqual([
      { event_id: 'consume/O1/I1' },
      { till: 7, event_id: 'refund_consume/O1/I1' },
      { event_id: 'consume/sub~O1%2FA/I1' },
      { event_id: 'own' },
    ])
  })

  test('whose answer is lost are sent again with the same id', async () => {
    youshu = await startYoushu((_, count) => (count < 4 ? 'resets' : answers({ code: 0, msg: '' })))
    const upstream = { appId: APP_ID, appSecret: APP_SECRET, baseUrl: youshu.url }
    await safeReport(upstream, fakePorts(), [anEvent()])
    const ids = youshu.requests.map(({ body }) => JSON.parse(body)[0].props.extra.event_id)
    expect(ids).toEqual(Array(4).fill('consume/O1/I1'))
  })

  test('with half a character, or with a list of a million, are refused where it stands', async () => {
    const tag = Array.from({ length: 1_000_000 }, () => 1)
    const wx_user = { app_id: 'wx1', open_id: 'o', tag }
    const outcome = await report([anEvent({ page_title: 'a\uD83D' }), anEvent({ wx_user })])
    expect(outcome).toMatchObject({
      kind: 'invalid',
      issues: [
        { path: 'events[0].props.page_title', expected: 'whole characters' },
        { path: 'events[1].props.wx_user.tag', expected: 'at most 1000 items' },
      ],
    })
    expect(youshu.requests).toHaveLength(0)
  })

  test('120 events go in three calls', async () => {
    await report(Array.from({ length: 120 }, () => anEvent()))
    expect(youshu.requests.map(({ body }) => JSON.parse(body).length)).toEqual([50, 50, 20])
  })

  test("the plugin's own rules hold: one bad event, nothing sent", async () => {
    expect(await report([anEvent(), anEvent({ page: '/pages/order' })])).toEqual({
      kind: 'invalid',
      issues: [
        {
          path: 'events[1].props.page',
          expected: 'a path without a leading /',
          received: '"/pages/order"',
        },
      ],
    })
    expect(youshu.requests).toHaveLength(0)
  })

  test('of a list that is wrong from end to end, the first thousand broken rules are reported', async () => {
    const outcome = await report(Array.from({ length: 10_000 }, () => 1))
    expect(outcome.kind === 'invalid' ? outcome.issues.length : 0).toBe(1_000)
  })

  test('a code other than 0 is a refusal, and is not sent again', async () => {
    expect(await report([anEvent()], { code: 40001, msg: 'invalid app_id' })).toMatchObject({
      kind: 'done',
      value: {
        accepted: 0,
        refused: [{ from: 0, to: 0, retcode: 40001, errmsg: 'invalid app_id' }],
      },
    })
    expect(youshu.requests).toHaveLength(1)
  })
})

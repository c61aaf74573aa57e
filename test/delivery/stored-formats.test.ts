import { decodePage, decodeRecord, newPage, seal } from '../../plugin/delivery/stored-formats'
import { idOf } from '../kit/collector'
import { change, createPhone, USER } from '../kit/phone'
import {
  FIRST_EDITION,
  FIRST_EDITION_DELIVERED,
  FIRST_EDITION_EVENTS,
  FIRST_EDITION_LOCAL_ID,
} from './first-edition-texts'

const MINUTE = 60_000

/**
 * What this edition writes, letter by letter: order `done` was delivered, `refused` is parked, the two coupons of `two`
 * wait. It stands on phones: a form that does not read it is a new format, with a number of its own.
 */
const PARKED =
  '{"type":"consume_coupon","props":{"action_type":"pre_consume","coupon":{"coupon_id":"batch-0","external":true},"coupon_instance":{"coupon_ins_id":"refused-coupon-0","coupon_ins_name":"满 30 减 5"},"order_id":"refused","coupon_deduction":5,"page":"pages/checkout","sr_sdk_version":"2.0.0","time":"1760000001000","wx_user":{"app_id":"wx9d4f5f22pa099f82","local_id":"0933c59c-d3ae-41a2-892f-1c1f494b2050","open_id":"ogN6X0T-ilsH-XmIdzXtuR1f1r3Q"},"chan":{"chan_wxapp_scene":1011},"extra":{"event_id":"pre_consume/refused/refused-coupon-0"}}}'
const FIRST =
  '{"type":"consume_coupon","props":{"action_type":"consume","coupon":{"coupon_id":"batch-0","external":true},"coupon_instance":{"coupon_ins_id":"two-coupon-0","coupon_ins_name":"满 30 减 5"},"order_id":"two","coupon_deduction":5,"page":"pages/checkout","sr_sdk_version":"2.0.0","time":"1760000002000","wx_user":{"app_id":"wx9d4f5f22pa099f82","local_id":"0933c59c-d3ae-41a2-892f-1c1f494b2050","open_id":"ogN6X0T-ilsH-XmIdzXtuR1f1r3Q"},"chan":{"chan_wxapp_scene":1011},"extra":{"event_id":"consume/two/two-coupon-0"}}}'
const SECOND =
  '{"type":"consume_coupon","props":{"action_type":"consume","coupon":{"coupon_id":"batch-1","external":true},"coupon_instance":{"coupon_ins_id":"two-coupon-1","coupon_ins_name":"满 30 减 5"},"order_id":"two","coupon_deduction":5,"page":"pages/checkout","sr_sdk_version":"2.0.0","time":"1760000002000","wx_user":{"app_id":"wx9d4f5f22pa099f82","local_id":"0933c59c-d3ae-41a2-892f-1c1f494b2050","open_id":"ogN6X0T-ilsH-XmIdzXtuR1f1r3Q"},"chan":{"chan_wxapp_scene":1011},"extra":{"event_id":"consume/two/two-coupon-1"}}}'
const TEXTS = {
  'youshu-coupon:b':
    '2,3y0tfb,{"lane":1,"number":1,"saw":0,"refused":0,"localId":"0933c59c-d3ae-41a2-892f-1c1f494b2050","wait":[0,0],"ran":0,"lanes":[[1,1,0],[1,1,0]],"fps":"","gone":[1,1],"isArchived":false,"hasFirstEdition":false}',
  'youshu-coupon:a':
    '2,1b6e6er,{"lane":0,"number":4,"saw":1,"refused":0,"localId":"0933c59c-d3ae-41a2-892f-1c1f494b2050","wait":[0,0],"ran":0,"lanes":[[1,1,0],[1,1,0]],"fps":",ahmvrgbw","gone":[1,2],"isArchived":false,"hasFirstEdition":false}',
  'youshu-coupon:a1': `2,1tbeph1,[5,["pre_consume/refused/refused-coupon-0","refused","pre_consume","",1760000001000,0,"bi-a","https://zhls.qq.com/api/report",{"reason":"code 1","tries":0,"at":1760000001050,"sure":false}]]\n${PARKED}`,
  'youshu-coupon:a2': `2,1isc0c5,[6,["consume/two/two-coupon-0","two","consume","",1760000002000,0,"bi-a","https://zhls.qq.com/api/report",null],["consume/two/two-coupon-1","two","consume","",1760000002000,0,"bi-a","https://zhls.qq.com/api/report",null]]\n${FIRST}\n${SECOND}`,
}
const to = { appId: 'bi-a', reportUrl: 'https://zhls.qq.com/api/report' }

test('each field of a stored entry is read from its place', () => {
  const parked = decodeRecord(TEXTS['youshu-coupon:a1'])
  expect(parked?.number).toBe(5)
  expect(parked?.entries).toMatchObject([
    {
      item: {
        id: 'pre_consume/refused/refused-coupon-0',
        group: 'refused',
        step: 'pre_consume',
        hold: '',
        at: 1_760_000_001_000,
        to,
        text: PARKED,
      },
      born: 0,
      parked: { reason: 'code 1', tries: 0, at: 1_760_000_001_050, sure: false },
    },
  ])
  const waiting = decodeRecord(TEXTS['youshu-coupon:a2'])
  expect(waiting?.number).toBe(6)
  expect(
    waiting?.entries.map(({ item, parked: isParked }) => [item.id, item.text, isParked]),
  ).toEqual([
    ['consume/two/two-coupon-0', FIRST, undefined],
    ['consume/two/two-coupon-1', SECOND, undefined],
  ])
})

test('each field of a stored page is read by its name', () => {
  expect(decodePage(TEXTS['youshu-coupon:a'])).toEqual({
    lane: 0,
    number: 4,
    saw: 1,
    refused: 0,
    localId: '0933c59c-d3ae-41a2-892f-1c1f494b2050',
    wait: [0, 0],
    ran: 0,
    lanes: [
      [1, 1, 0],
      [1, 1, 0],
    ],
    fps: ',ahmvrgbw',
    gone: [1, 2],
    isArchived: false,
    hasFirstEdition: false,
  })
})

test('a page that claims more records than any phone comes to is damaged', () => {
  const claim = (lanes: unknown): string => JSON.stringify({ ...newPage(), lanes })
  expect(
    decodePage(
      seal(
        claim([
          [1, 3, 2],
          [1, 1, 0],
        ]),
      ),
    ),
  ).toBeTruthy()
  for (const lane of [
    [1, 1e9, 5],
    [1, 5_000, 5],
    [0, 1, 0],
    [5, 4, 0],
    [999_999_999, 1_000_000_001, 2],
  ]) {
    expect(decodePage(seal(claim([lane, [1, 1, 0]])))).toBeUndefined()
  }
})

test('what this edition stored is delivered, and what it delivered is recognised', async () => {
  const phone = createPhone()
  for (const [key, text] of Object.entries(TEXTS)) phone.storage.cells.set(key, text)
  const tracker = phone.start()
  expect(tracker.trackOrder(change('pay', 'done')).duplicates).toEqual([
    'consume/done/done-coupon-0',
  ])
  await phone.clock.pass(11 * MINUTE)
  expect(phone.collector.stored).toEqual([FIRST, SECOND, PARKED].map((text) => JSON.parse(text)))
  expect(new Set(phone.collector.destinations)).toEqual(new Set([`${to.appId} ${to.reportUrl}`]))
})

describe('what release 1.0.0 stored', () => {
  const upgraded = () => {
    const phone = createPhone()
    for (const [key, text] of FIRST_EDITION) phone.storage.cells.set(key, text)
    return phone
  }
  const isOurs = (key: string) => key.startsWith('youshu-coupon:')

  test('is taken over: what waits is delivered as it was, what was delivered is recognised', async () => {
    const phone = upgraded()
    const tracker = phone.start()
    await phone.clock.pass(MINUTE)
    expect(
      phone.collector.stored.map((event) => ({
        id: idOf(event),
        time: event.props.time,
        open_id: event.props.wx_user.open_id,
      })),
    ).toEqual(FIRST_EDITION_EVENTS.map((one) => ({ open_id: USER.open_id, ...one })))
    for (const order of FIRST_EDITION_DELIVERED) {
      expect(tracker.trackOrder(change('pay', order)).queued).toEqual([])
    }
    expect(tracker.getStatus().context.wx_user.local_id).toBe(FIRST_EDITION_LOCAL_ID)
    expect([...phone.storage.cells.keys()].filter((key) => !isOurs(key))).toEqual([])
  })

  test('waits, without a busy loop, while the storage does not answer', async () => {
    const phone = upgraded()
    const tracker = phone.start()
    phone.storage.failing.read = true
    phone.storage.operations.length = 0
    await phone.clock.pass(MINUTE)
    expect(phone.storage.operations.length).toBeLessThan(20)
    phone.storage.failing.read = false
    void tracker.flush()
    await phone.clock.pass(MINUTE)
    expect(phone.collector.ids().sort()).toEqual(FIRST_EDITION_EVENTS.map(({ id }) => id).sort())
  })

  test('goes with a refusal, wherever a kill cuts that off', async () => {
    for (let operations = 12; operations < 40; operations++) {
      const phone = upgraded()
      const tracker = phone.start({ consent: false })
      phone.killAfter(operations)
      tracker.setConsent(false)
      phone.start({ consent: false }).setConsent(false)
      expect([...phone.storage.cells.keys()].filter((key) => !isOurs(key))).toEqual([])
      phone.start().setConsent(true)
      await phone.clock.pass(MINUTE)
      expect(phone.collector.stored).toEqual([])
    }
  })
})

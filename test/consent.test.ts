import { OFFLINE } from './kit/collector'
import { change, createPhone, openPage, USER } from './kit/phone'

const MINUTE = 60_000
type Tracker = ReturnType<ReturnType<typeof createPhone>['launch']>

/** After a refusal only this is left: that there was one, on two pages that say nothing of the user. */
const leftOf = (phone: ReturnType<typeof createPhone>) =>
  [...phone.storage.cells].map(([key, text]) => [key, text.replace(/^2,\w+,|"number":\d+/g, '')])
const PERSONAL = /ogN6X0T|order|coupon_id|[0-9a-f]{8}-[0-9a-f]{4}|"refused":[^1]/
const isOnlyRefused = (phone: ReturnType<typeof createPhone>): boolean =>
  leftOf(phone).every(
    ([key = '', text = '']) =>
      /^youshu-coupon:[ab]$/.test(key) && text.includes('"refused":1') && !PERSONAL.test(text),
  )

test('without the user’s consent nothing is stored and nothing is sent', async () => {
  const phone = createPhone()
  const tracker = phone.start({ consent: false })
  const { queued } = tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(MINUTE)
  expect(queued).toHaveLength(1)
  expect(tracker.getStatus().pending).toBe(1)
  expect(phone.storage.operations).toEqual([])
  expect(phone.collector.requests).toEqual([])
})

test('what was held goes out once the user agrees', async () => {
  const phone = createPhone()
  const tracker = phone.start({ consent: false })
  const { queued } = tracker.trackOrder(change('pay', 'A'))
  tracker.setConsent(true)
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(queued)
  expect(phone.collector.stored[0]?.props.wx_user.local_id).toEqual(expect.any(String))
})

test('what was held is lost with a kill: it was never stored', async () => {
  const phone = createPhone()
  phone.start({ consent: false }).trackOrder(change('pay', 'A'))
  phone.kill()
  phone.start()
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests).toEqual([])
})

test('a refusal erases all that the plugin stored, and counts what was lost by it', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  for (let i = 0; i < 5; i++) tracker.trackOrder(change())
  tracker.setConsent(false)
  expect(leftOf(phone)).toHaveLength(2)
  expect(isOnlyRefused(phone)).toBe(true)
  expect(tracker.getStatus()).toMatchObject({ pending: 0, dropped: 5, losses: { consent: 5 } })
  phone.collector.answer = { kind: 'accepted' }
  phone.networkReturns()
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored).toEqual([])
})

test('after a refusal nothing is taken over any more, and the loss is counted', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.setConsent(false)
  expect(tracker.trackOrder(change())).toMatchObject({ queued: [], issues: [] })
  await phone.clock.pass(MINUTE)
  expect(tracker.getStatus().losses).toEqual({ consent: 1 })
  expect(leftOf(phone)).toHaveLength(2)
  expect(isOnlyRefused(phone)).toBe(true)
  expect(phone.collector.requests).toEqual([])
})

test('a user who agrees after all is reported from then on', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.setConsent(false)
  tracker.trackOrder(change('pay', 'A'))
  tracker.setConsent(true)
  tracker.trackOrder(change('pay', 'B'))
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(['consume/B/B-coupon-0'])
})

test('consent that is granted or refused before init counts', async () => {
  const phone = createPhone()
  const tracker = phone.launch()
  tracker.setConsent(false)
  tracker.init({ appId: 'bi0' })
  openPage(tracker)
  tracker.trackOrder(change())
  await phone.clock.pass(MINUTE)
  expect(leftOf(phone)).toHaveLength(2)
  expect(isOnlyRefused(phone)).toBe(true)
  const agreeing = phone.launch()
  agreeing.setConsent(true)
  agreeing.init({ appId: 'bi0', consent: false })
  agreeing.setUser(USER)
  openPage(agreeing)
  const { queued } = agreeing.trackOrder(change())
  await phone.clock.pass(MINUTE)
  expect(queued).toHaveLength(1)
  expect(phone.collector.ids()).toEqual(queued)
})

test('what an earlier run stored is left alone until the user was asked', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  phone.start().trackOrder(change('pay', 'A'))
  phone.kill()
  const before = [...phone.storage.cells]
  const tracker = phone.start({ consent: false })
  phone.collector.answer = { kind: 'accepted' }
  await phone.clock.pass(MINUTE)
  expect([...phone.storage.cells]).toEqual(before)
  tracker.setConsent(true)
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0'])
})

test('a refusal in a new run erases what an earlier run stored', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const first = phone.start()
  for (let i = 0; i < 6; i++) first.trackOrder(change())
  await phone.clock.pass(1)
  phone.kill()
  const tracker = phone.start({ consent: false })
  tracker.setConsent(false)
  expect(leftOf(phone)).toHaveLength(2)
  expect(isOnlyRefused(phone)).toBe(true)
})

describe('only true grants, and only false refuses', () => {
  const OTHERS = ['', undefined, null, 0, 1, 'false', 'true', {}, [], NaN, new Boolean(false)]

  test.each(OTHERS.map((value) => [value]))(
    '%p is an issue, and changes nothing',
    async (given) => {
      const errors = jest.spyOn(console, 'error').mockReturnValue()
      for (const before of [undefined, true, false]) {
        const phone = createPhone()
        const tracker = phone.start()
        if (before !== undefined) tracker.setConsent(before)
        tracker.setConsent(given as never)
        expect(errors).toHaveBeenLastCalledWith(
          expect.stringContaining('[coupon-tracker] setConsent'),
        )
        const { queued } = tracker.trackOrder(change('pay', 'A'))
        expect(queued).toHaveLength(before === false ? 0 : 1)
        await phone.clock.pass(MINUTE)
        expect(phone.collector.ids()).toEqual(queued)
      }
      errors.mockRestore()
    },
  )
})

test('after a refusal the status names no user', () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.appShow({ scene: 1011, query: { chan_id: 'a' } })
  tracker.setConsent(false)
  expect(tracker.getStatus()).toMatchObject({
    context: { chan: {}, wx_user: {} },
    recent: [],
  })
  expect(JSON.stringify(tracker.getStatus())).not.toContain(USER.open_id)
})

test.each([
  ['asks the user', (tracker: Tracker) => tracker.init({ appId: 'bi0', consent: false })],
  ['does not ask', (tracker: Tracker) => tracker.init({ appId: 'bi0' })],
  ['does not know yet', () => undefined],
])(
  'what is reported while an earlier refusal stands is never sent, where the host %s',
  async (_, begin) => {
    jest.spyOn(console, 'warn').mockReturnValue()
    const phone = createPhone()
    phone.start().setConsent(false)
    const tracker = phone.launch()
    begin(tracker)
    tracker.trackOrder(change('pay', 'A'))
    tracker.setConsent(true)
    tracker.trackOrder(change('pay', 'B'))
    tracker.init({ appId: 'bi0' })
    tracker.setUser(USER)
    openPage(tracker)
    await phone.clock.pass(MINUTE)
    expect(phone.collector.ids()).toEqual(['consume/B/B-coupon-0'])
    expect(tracker.getStatus().losses).toEqual({ consent: 1 })
  },
)

test('an init that takes consent back stops what was granted by default', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(1_000)
  tracker.init({ appId: 'bi0', consent: false })
  phone.collector.requests.length = 0
  phone.collector.answer = { kind: 'accepted' }
  phone.networkReturns()
  tracker.trackOrder(change('pay', 'B'))
  await phone.clock.pass(60 * MINUTE)
  expect(phone.collector.requests).toEqual([])
  tracker.setConsent(true)
  await phone.clock.pass(60 * MINUTE)
  expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0', 'consume/B/B-coupon-0'])
})

test('a refusal out of a listener of the very event erases it', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.onReport(({ status }) => {
    if (status === 'queued') tracker.setConsent(false)
  })
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests).toEqual([])
  expect([...phone.storage.cells.values()].join()).not.toContain('A-coupon')
  expect(tracker.getStatus()).toMatchObject({ pending: 0, losses: { consent: 1 } })
})

test.each([
  ['in this run', false, {}],
  ['in an earlier one', true, {}],
  ['in an earlier one, and the user is asked again,', true, { consent: false }],
])(
  'an order that is reported after a refusal %s is not followed, once the user agrees',
  async (_, isEarlier, options) => {
    jest.spyOn(console, 'warn').mockReturnValue()
    const phone = createPhone()
    let tracker = phone.start()
    tracker.setConsent(false)
    if (isEarlier) tracker = phone.launch()
    const sr = tracker.adopt({ inited: true, track: (_name: string, _data: object) => undefined })
    // Before `init` it is not known yet what an earlier run stored.
    tracker.trackOrder(change('give_order', 'A'))
    if (isEarlier) tracker.init({ appId: 'bi0', ...options })
    tracker.setUser(USER)
    openPage(tracker)
    tracker.trackOrder(change('give_order', 'B'))
    tracker.setConsent(true)
    for (const order_id of ['A', 'B'])
      sr.track('custom_order', { order: { order_id, order_status: 'pay' } })
    await phone.clock.pass(MINUTE)
    expect(phone.collector.requests).toEqual([])
  },
)

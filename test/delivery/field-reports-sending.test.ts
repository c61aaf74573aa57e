import { ACCEPTED, type Answer, idOf, OFFLINE } from '../kit/collector'
import { change, createPhone, deliver, paidId, startOffline } from '../kit/phone'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY
const REFUSED: Answer = { kind: 'refused', reason: 'code 10001' }

test('after an illness of three hours and three launches all go, as soon as others are accepted', async () => {
  const phone = createPhone()
  let tracker = phone.start()
  phone.collector.answer = REFUSED
  const orders = Array.from({ length: 20 }, (_, i) => `n${i}`)
  for (const order of orders) {
    tracker.trackOrder(change('pay', order))
    await phone.clock.pass(9 * MINUTE)
  }
  for (let i = 0; i < 3; i++) {
    tracker = phone.start()
    await phone.clock.pass(MINUTE)
  }
  phone.collector.answer = ACCEPTED
  tracker.trackOrder(change('pay', 'new'))
  await phone.clock.pass(35 * MINUTE)
  expect(phone.collector.ids().sort()).toEqual([...orders, 'new'].map(paidId).sort())
  expect(tracker.getStatus()).toMatchObject({ pending: 0, parked: [] })
})

describe('no event is in another’s way', () => {
  const sticks = (as: Extract<Answer, { sticks: unknown }>['as']): Answer => ({
    sticks: (event) => idOf(event) === paidId('poison'),
    as,
  })
  test.each([
    ['a status', { kind: 'retryable', reason: 'HTTP 500', answered: true }],
    ['no answer', 'lost, no answer'],
    ['a connection that breaks', OFFLINE],
    ['a refusal', REFUSED],
  ] as const)('whether %s sticks to it', async (_, as) => {
    const phone = createPhone()
    phone.collector.answer = sticks(as)
    const tracker = phone.start()
    for (let i = 0; i < 20; i++) tracker.trackOrder(change('pay', i === 7 ? 'poison' : `n${i}`))
    await phone.clock.pass(10 * MINUTE)
    expect(phone.collector.stored).toHaveLength(19)
    tracker.trackOrder(change('pay', 'late'))
    await phone.clock.pass(10 * MINUTE)
    expect(phone.collector.ids()).toContain(paidId('late'))
    expect(tracker.getStatus().parked).toMatchObject([{ event_id: paidId('poison') }])
    expect(phone.collector.requests.length).toBeLessThan(40)
    phone.collector.answer = ACCEPTED
    phone.start()
    await phone.clock.pass(2 * HOUR)
    expect(phone.collector.ids()).toContain(paidId('poison'))
  })

  test.each([
    ['a status', { kind: 'retryable', reason: 'HTTP 500', answered: true }],
    ['no answer', 'lost, no answer'],
    ['a connection that breaks', OFFLINE],
  ] as const)(
    'whether %s sticks to three of one order, while others come each hour',
    async (_, as) => {
      const phone = createPhone()
      phone.collector.answer = { sticks: (event) => idOf(event).includes('poison'), as }
      const tracker = phone.start({ batchSize: 2 })
      tracker.trackOrder(change('pay', 'poison', 3))
      const orders = Array.from({ length: 24 }, (_value, hour) => `n${hour}`)
      for (const order of orders) {
        tracker.trackOrder(change('pay', order))
        await phone.clock.pass(HOUR)
      }
      expect(phone.collector.ids().sort()).toEqual(orders.map(paidId).sort())
      expect(tracker.getStatus().parked).toHaveLength(3)
      // Each is tried a few times, and not each twenty minutes.
      expect(phone.collector.requests.length).toBeLessThan(orders.length + 50)
    },
  )

  test('and what sticks to all parks nothing', async () => {
    const { phone, tracker } = startOffline('A', 'B', 'C')
    phone.collector.answer = { kind: 'retryable', reason: 'HTTP 503', answered: true }
    await phone.clock.pass(DAY)
    expect(tracker.getStatus()).toMatchObject({ pending: 3, parked: [] })
    await deliver(phone, 2)
    expect(phone.collector.stored).toHaveLength(3)
  })
})

describe('a guest', () => {
  test('who has delivered a batch does nothing at later launches', async () => {
    const { phone } = startOffline(...Array.from({ length: 10 }, (_, i) => `n${i}`))
    await deliver(phone)
    for (let i = 0; i < 3; i++) {
      phone.storage.operations.length = 0
      phone.start()
      await phone.clock.pass(HOUR)
      expect(phone.storage.operations.filter(({ kind }) => kind !== 'read')).toEqual([])
      expect(phone.clock.pending()).toBe(0)
    }
  })

  test('obeys Retry-After, with hide and show each minute and over launches', async () => {
    const phone = createPhone()
    const limited: Answer = {
      kind: 'retryable',
      reason: 'HTTP 429',
      answered: true,
      retryAfterMs: HOUR,
    }
    phone.collector.answer = limited
    let tracker = phone.start()
    tracker.trackOrder(change('pay', 'A'))
    for (let i = 0; i < 59; i++) {
      await phone.clock.pass(MINUTE)
      tracker.appShow({ scene: 1001 })
      if (i % 20 === 19) tracker = phone.start()
    }
    expect(phone.collector.requests).toHaveLength(1)
    phone.clock.set(phone.clock.now() - YEAR)
    phone.collector.answer = ACCEPTED
    phone.start()
    await phone.clock.pass(HOUR)
    expect(phone.collector.ids()).toEqual([paidId('A')])
  })

  test('spreads its first retries', async () => {
    const first = new Set<number>()
    for (let seed = 1; seed < 20; seed++) {
      const phone = createPhone(seed * 7_919)
      phone.collector.answer = { kind: 'retryable', reason: 'HTTP 503', answered: true }
      const tracker = phone.start()
      tracker.trackOrder(change('pay', 'A'))
      await phone.clock.pass(1_000)
      first.add(Number(tracker.getStatus().next?.at))
    }
    expect(first.size).toBe(19)
  })

  test('reads at most 40 records in a launch, behind one parked and 3,000 delivered events', async () => {
    const phone = createPhone()
    phone.collector.answer = { refuses: ({ props }) => props.order_id === 'poison' }
    const tracker = phone.start()
    tracker.trackOrder(change('pay', 'poison'))
    for (let i = 0; i < 3_000; i++) {
      tracker.trackOrder(change())
      await phone.clock.pass(120)
    }
    phone.storage.operations.length = 0
    phone.start()
    expect(phone.storage.operations.length).toBeLessThanOrEqual(40)
    await phone.clock.pass(1_000)
    expect(phone.storage.operations.length).toBeLessThanOrEqual(120)
  })

  test('is not driven by a listener that retries each refusal', async () => {
    const phone = createPhone()
    phone.collector.answer = REFUSED
    const tracker = phone.start()
    tracker.onReport(({ status }) => void (status === 'refused' && tracker.retryRefused()))
    tracker.trackOrder(change('pay', 'A'))
    await phone.clock.pass(10 * MINUTE)
    expect(phone.collector.requests.length).toBeLessThan(25)
  })
})

import { idOf, OFFLINE } from '../kit/collector'
import { change, createPhone, deliver, openPage, OPTIONS, paidId, startOffline } from '../kit/phone'
import { PAGES } from '../kit/storage'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const pay = (name: string) => change('pay', name)

test('pages that read as nothing during a run are no cleared storage', async () => {
  const { phone, tracker } = startOffline()
  tracker.trackOrder(pay('A'))
  const second = phone.start()
  second.trackOrder(pay('B'))
  phone.kill()
  for (const key of PAGES) phone.storage.blank.add(key)
  const third = phone.start()
  third.trackOrder(pay('C'))
  third.trackOrder(pay('D'))
  await phone.clock.pass(6 * MINUTE)
  phone.kill()
  phone.storage.blank.clear()
  await deliver(phone)
  expect(phone.collector.ids().sort()).toEqual(['A', 'B', 'C', 'D'].map(paidId))
})

test('while the storage does not answer, nobody gets a second anonymous id', async () => {
  const phone = createPhone()
  phone.start().trackOrder(pay('A'))
  await phone.clock.pass(MINUTE)
  phone.kill()
  phone.storage.failing.read = true
  const tracker = phone.start()
  tracker.trackOrder(pay('B'))
  phone.storage.failing.read = false
  tracker.trackOrder(pay('C'))
  await phone.clock.pass(MINUTE)
  const people = phone.collector.stored.map(({ props }) => props.wx_user.local_id)
  expect(people).toHaveLength(3)
  expect(new Set(people).size).toBe(1)
})

test('a storage that never answers holds no event for want of an anonymous id', async () => {
  const phone = createPhone()
  phone.storage.failing.read = true
  phone.start().trackOrder(pay('A'))
  await phone.clock.pass(2 * MINUTE)
  expect(phone.collector.ids()).toEqual([paidId('A')])
  expect(phone.collector.stored[0]?.props.wx_user.local_id).toEqual(expect.any(String))
})

test.each(PAGES)(
  'what a run stored while %s could not be read is found when it can be',
  async (page) => {
    const { phone, tracker } = startOffline()
    tracker.trackOrder(pay('A'))
    const second = await deliver(phone)
    second.trackOrder(pay('B'))
    await phone.clock.pass(MINUTE)
    phone.collector.answer = OFFLINE
    second.trackOrder(pay('C'))
    phone.kill()
    phone.storage.blank.add(page)
    phone.start().trackOrder(pay('D'))
    phone.kill()
    phone.storage.blank.clear()
    await deliver(phone)
    expect(phone.collector.ids().sort()).toEqual(['A', 'B', 'C', 'D'].map(paidId))
  },
)

test('a storage that was cleared is noticed although some of it is written again at once', async () => {
  const phone = createPhone()
  const tracker = phone.start({ batchSize: 1 })
  tracker.trackOrder(change('pay', 'A', 3))
  tracker.trackOrder(pay('B'))
  await phone.clock.pass(40)
  phone.storage.cells.clear()
  // One of three is delivered: its page and its record are written.
  await phone.clock.pass(20)
  phone.collector.answer = OFFLINE
  await phone.clock.pass(6 * MINUTE)
  phone.kill()
  await deliver(phone)
  expect(phone.collector.ids()).toContain(paidId('B'))
})

test('what could not be stored is stored with the next change of its order, before it', async () => {
  const { phone, tracker } = startOffline()
  phone.storage.failing.write = true
  tracker.trackOrder(change('give_order', 'A'))
  phone.storage.failing.write = false
  tracker.trackOrder(pay('A'))
  phone.kill()
  await deliver(phone)
  expect(phone.collector.ids()).toEqual(['pre_consume/A/A-coupon-0', paidId('A')])
})

test('what could not be stored is stored with the next acknowledgement', async () => {
  const phone = createPhone()
  const tracker = phone.start({ batchSize: 1 })
  phone.storage.failing.write = true
  tracker.trackOrder(pay('A'))
  tracker.trackOrder(pay('B'))
  phone.storage.failing.write = false
  phone.collector.next = [{ kind: 'accepted' }]
  phone.collector.answer = 'lost, no answer'
  await phone.clock.pass(60)
  expect(phone.collector.ids()).toEqual([paidId('A')])
  phone.kill()
  await deliver(phone)
  expect(phone.collector.ids()).toEqual(['A', 'B'].map(paidId))
})

test('where no page can be written, what is removed leaves no gap before what waits', async () => {
  const { phone, tracker } = startOffline()
  for (const name of ['A', 'B', 'C']) tracker.trackOrder(pay(name))
  await phone.clock.pass(1)
  const second = phone.start({ batchSize: 1 })
  phone.storage.failing.write = true
  // Two are delivered; of the third nothing is heard any more.
  phone.collector.next = [{ kind: 'accepted' }, { kind: 'accepted' }]
  await phone.clock.pass(10 * MINUTE)
  expect(second.getStatus().accepted).toBe(2)
  phone.kill()
  phone.storage.failing.write = false
  await deliver(phone)
  expect(phone.collector.ids()).toContain(paidId('C'))
})

test('the page of a newer version hides nothing that an older one stores beside it', async () => {
  for (const key of PAGES) {
    const { phone, tracker } = startOffline()
    tracker.trackOrder(pay('A'))
    tracker.trackOrder(pay('B'))
    await phone.clock.pass(1)
    phone.collector.answer = { kind: 'accepted' }
    phone.start({ batchSize: 1 })
    await phone.clock.pass(MINUTE)
    phone.kill()
    const page = phone.storage.cells.get(key) ?? ''
    phone.storage.cells.set(key, `3${page.slice(1)}`)
    phone.collector.answer = OFFLINE
    phone.start().trackOrder(pay('C'))
    phone.kill()
    phone.storage.cells.set(key, page)
    await deliver(phone)
    expect(phone.collector.ids()).toContain(paidId('C'))
  }
})

test.each(PAGES)(
  'an older page %s, given back by a newer version, hides no record',
  async (key) => {
    const { phone } = startOffline('A', 'B', 'C', 'D')
    phone.kill()
    const page = phone.storage.cells.get(key) ?? ''
    phone.storage.cells.set(key, `3${page.slice(1)}`)
    const second = phone.start()
    for (const name of ['E', 'F', 'G']) second.trackOrder(pay(name))
    phone.kill()
    phone.storage.cells.set(key, page)
    phone.collector.answer = { sticks: (event) => idOf(event) === paidId('D'), as: OFFLINE }
    phone.start({ batchSize: 1 })
    await phone.clock.pass(MINUTE)
    expect(phone.collector.ids()).not.toContain(paidId('D'))
    await deliver(phone, 2)
    expect(phone.collector.ids()).toContain(paidId('D'))
  },
)

test('a user who agrees again is believed where a newer version wrote', () => {
  const { phone } = startOffline()
  phone.kill()
  for (const key of PAGES) {
    const page = phone.storage.cells.get(key) ?? ''
    phone.storage.cells.set(key, `3${page.slice(1)}`)
  }
  const tracker = phone.start()
  tracker.setConsent(false)
  tracker.setConsent(true)
  expect(phone.start().trackOrder(pay('A')).queued).toHaveLength(1)
})

describe('a storage that does not answer at a launch', () => {
  const mute = () => {
    const { phone, tracker } = startOffline()
    for (let i = 0; i < 30; i++) tracker.trackOrder(change())
    phone.kill()
    phone.collector.answer = { kind: 'accepted' }
    phone.storage.failing.read = true
    phone.storage.operations.length = 0
    return phone
  }

  test('is not read again by each call of the same turn', () => {
    const phone = mute()
    const tracker = phone.launch()
    tracker.init(OPTIONS)
    for (let i = 0; i < 10; i++) tracker.trackOrder(change())
    tracker.setUser({ open_id: 'o' })
    openPage(tracker)
    expect(phone.storage.operations.length).toBeLessThanOrEqual(40)
  })

  test('is asked again without a call, and what it holds goes out', async () => {
    const phone = mute()
    const tracker = phone.start()
    await phone.clock.pass(100)
    phone.storage.failing.read = false
    await phone.clock.pass(MINUTE)
    expect(phone.collector.ids()).toHaveLength(30)
    expect(tracker.getStatus().pending).toBe(0)
  })

  test('keeps nothing back for ever: what is reported goes out from memory', async () => {
    const phone = mute()
    phone.start().trackOrder(pay('A'))
    await phone.clock.pass(MINUTE)
    expect(phone.collector.ids()).toEqual([paidId('A')])
  })

  test('is asked a few times, and then not before something happens', async () => {
    const phone = mute()
    phone.start()
    await phone.clock.pass(MINUTE)
    phone.storage.operations.length = 0
    await phone.clock.pass(DAY)
    expect(phone.storage.operations).toEqual([])
  })
})

import { ACCEPTED, idOf, OFFLINE } from '../kit/collector'
import { change, createPhone, deliver, OPTIONS, paidId, startOffline } from '../kit/phone'
import { isRecord, PAGES } from '../kit/storage'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

describe('what was queued is found again', () => {
  const ORDERS = ['A', 'B', 'C', 'D', 'E']
  test.each(PAGES)('although the page %s is gone', async (key) => {
    const { phone } = startOffline(...ORDERS)
    await phone.clock.pass(10)
    phone.storage.cells.delete(key)
    await deliver(phone, 2)
    expect(phone.collector.ids().sort()).toEqual(ORDERS.map(paidId))
  })

  test.each(PAGES)(
    'although %s reads as nothing in one launch, in which more is reported',
    async (key) => {
      const { phone } = startOffline(...ORDERS)
      await phone.clock.pass(10)
      const { read } = phone.storage
      phone.storage.read = (asked) => (asked === key ? undefined : read(asked))
      phone.start().trackOrder(change('pay', 'F'))
      phone.kill()
      phone.storage.read = read
      await deliver(phone, 2)
      expect(phone.collector.ids().sort()).toEqual([...ORDERS, 'F'].map(paidId))
    },
  )

  test('but for the one whose record is cleared, whichever it is', async () => {
    const { phone: sample } = startOffline(...ORDERS)
    for (const key of [...sample.storage.cells.keys()].filter(isRecord)) {
      const { phone } = startOffline(...ORDERS)
      phone.storage.cells.delete(key)
      phone.collector.answer = ACCEPTED
      phone.start().trackOrder(change('pay', 'F'))
      await phone.clock.pass(MINUTE)
      await deliver(phone, 2)
      expect(new Set(phone.collector.ids()).size).toBe(5)
    }
  })

  test('or counted, if its record is cleared after a page has named it', async () => {
    const oneOfFiveAccepted = async () => {
      const { phone } = startOffline(...ORDERS)
      await phone.clock.pass(10)
      phone.start({ batchSize: 1 })
      phone.collector.next = [ACCEPTED]
      await phone.clock.pass(1_000)
      phone.kill()
      expect(phone.collector.ids()).toEqual([paidId('A')])
      return phone
    }
    const { storage } = await oneOfFiveAccepted()
    const keys = [...storage.cells.keys()].filter(isRecord)
    expect(keys).toHaveLength(4)
    for (const key of keys) {
      const phone = await oneOfFiveAccepted()
      phone.storage.cells.delete(key)
      const { losses } = (await deliver(phone)).getStatus()
      expect({ key, losses }).toEqual({ key, losses: { missing: 1 } })
      expect(phone.collector.stored).toHaveLength(4)
    }
  })

  test('although a page claims a tail of a thousand million, and init returns', async () => {
    const { phone } = startOffline(...ORDERS)
    for (const key of [...PAGES, 'youshu-coupon:x']) {
      phone.storage.cells.set(key, '2,0,{"lanes":[[1,1000000000,5],[1,1,0]]}')
    }
    await deliver(phone, 2)
    expect(phone.collector.ids().sort()).toEqual(ORDERS.map(paidId))
  })

  test('once the storage writes again, if a write had failed', async () => {
    const phone = createPhone()
    phone.collector.answer = OFFLINE
    const tracker = phone.start()
    phone.storage.failing.write = true
    tracker.trackOrder(change('pay', 'A'))
    phone.storage.failing.write = false
    await phone.clock.pass(100 * MINUTE)
    phone.kill()
    await deliver(phone, 2)
    expect(phone.collector.ids()).toEqual([paidId('A')])
  })

  test('after the host cleared the storage', async () => {
    const { phone } = startOffline(...ORDERS)
    await phone.clock.pass(MINUTE)
    phone.storage.cells.clear()
    await phone.clock.pass(10 * MINUTE)
    phone.kill()
    await deliver(phone, 2)
    expect(phone.collector.ids().sort()).toEqual(ORDERS.map(paidId))
  })
})

test('what waited when the host cleared the storage is stored again, although more is reported', async () => {
  const { phone, tracker } = startOffline('A')
  await phone.clock.pass(MINUTE)
  phone.storage.cells.clear()
  tracker.trackOrder(change('pay', 'B'))
  await phone.clock.pass(1)
  phone.kill()
  await deliver(phone, 2)
  expect(phone.collector.ids().sort()).toEqual([paidId('A'), paidId('B')])
})

test('a record of a newer version is kept, skipped and counted', async () => {
  const { phone } = startOffline('A', 'B', 'C')
  const [key = ''] = [...phone.storage.cells.keys()].filter(isRecord)
  const newer = `3${phone.storage.cells.get(key)?.slice(1)}`
  phone.storage.cells.set(key, newer)
  phone.collector.answer = ACCEPTED
  const tracker = phone.start()
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual([paidId('B'), paidId('C')])
  expect(phone.storage.cells.get(key)).toBe(newer)
  expect(tracker.getStatus().losses).toEqual({ newer: 1 })
})

test('a storage that takes no writes but removes delivers each event once', async () => {
  const { phone } = startOffline('A', 'B', 'C', 'D', 'E')
  await phone.clock.pass(10)
  phone.storage.failing.write = true
  await deliver(phone, 10)
  expect(phone.collector.ids().sort()).toEqual(['A', 'B', 'C', 'D', 'E'].map(paidId))
})

test('a storage that does not remove lets a delivered event’s record hide no other', async () => {
  const phone = createPhone()
  phone.collector.answer = { refuses: (event) => idOf(event) === paidId('B') }
  const tracker = phone.start({ batchSize: 1 })
  tracker.trackOrder(change('pay', 'A'))
  tracker.trackOrder(change('pay', 'B'))
  phone.storage.failing.remove = true
  await phone.clock.pass(11 * MINUTE)
  phone.storage.failing.remove = false
  await phone.clock.pass(HOUR)
  phone.kill()
  await deliver(phone, 3)
  expect(phone.collector.ids().sort()).toEqual([paidId('A'), paidId('B')])
})

test('of 3,000 calls in one tick the last 1,000 are kept, and nothing freezes', async () => {
  const { phone, tracker } = startOffline(...Array.from({ length: 3_000 }, (_, i) => `n${i}`))
  await phone.clock.pass(0)
  expect(tracker.getStatus()).toMatchObject({ pending: 1_000, losses: { full: 2_000 } })
})

test.each([-60 * YEAR, -YEAR, YEAR, 300 * YEAR])(
  'a clock that is set by %d ms while events wait loses nothing and blocks nothing',
  async (by) => {
    const { phone, tracker } = startOffline('A')
    await phone.clock.pass(MINUTE)
    phone.clock.set(phone.clock.now() + by)
    await phone.clock.pass(2 * HOUR)
    tracker.trackOrder(change('pay', 'B'))
    phone.collector.answer = ACCEPTED
    await phone.clock.pass(HOUR)
    expect(phone.collector.ids().sort()).toEqual([paidId('A'), paidId('B')])
    for (const { props } of phone.collector.stored) expect(props.time).toMatch(/^\d{13}$/)
  },
)

test('an event goes where it was reported to, whatever a later init says', async () => {
  const { phone, tracker } = startOffline('A')
  tracker.init({ appId: 'bi-other', reportUrl: 'https://other.example/report' })
  tracker.trackOrder(change('pay', 'B'))
  phone.collector.answer = ACCEPTED
  await phone.clock.pass(HOUR)
  const gone = phone.collector.requests.map((batch, i) => [
    batch.map(idOf),
    phone.collector.destinations[i],
  ])
  for (const [ids, to] of gone) {
    expect(to).toBe(
      String(ids).includes('/A/')
        ? `${OPTIONS.appId} https://zhls.qq.com/api/report`
        : 'bi-other https://other.example/report',
    )
  }
  expect(phone.collector.ids().sort()).toEqual([paidId('A'), paidId('B')])
})

test('a refusal that a kill cuts off is finished at the next launch', async () => {
  for (let operations = 1; operations < 20; operations++) {
    const { phone, tracker } = startOffline('A', 'B', 'C')
    await phone.clock.pass(10)
    phone.killAfter(operations)
    tracker.setConsent(false)
    phone.collector.answer = ACCEPTED
    const again = phone.start()
    again.trackOrder(change('pay', 'D'))
    await phone.clock.pass(HOUR)
    const { stored } = phone.collector
    const refused = [...phone.storage.cells.values()].some((text) => text.includes('"refused":1'))
    expect([operations, stored.length]).toEqual([operations, refused ? 0 : 4])
    const left = [...phone.storage.cells.keys()].filter(isRecord)
    expect(refused ? left : []).toEqual([])
  }
})

test('of 500 delivered events each is recognised when it is reported again, 89 days later', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  const orders = Array.from({ length: 500 }, (_, i) => `n${i}`)
  for (const order of orders) {
    tracker.trackOrder(change('pay', order))
    await phone.clock.pass(100)
  }
  await phone.clock.pass(MINUTE)
  phone.clock.set(phone.clock.now() + 89 * DAY)
  const again = phone.start()
  const queuedAgain = orders.flatMap((order) => again.trackOrder(change('pay', order)).queued)
  expect(queuedAgain).toEqual([])
})

test('two copies on one storage destroy nothing of each other’s', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const one = phone.start()
  const two = phone.start({}, true)
  one.trackOrder(change('pay', 'A'))
  two.trackOrder(change('pay', 'B'))
  one.trackOrder(change('pay', 'C'))
  two.trackOrder(change('pay', 'D'))
  await phone.clock.pass(10)
  phone.kill()
  await deliver(phone, 3)
  expect([...new Set(phone.collector.ids())].sort()).toEqual(['A', 'B', 'C', 'D'].map(paidId))
})

test('what two copies both deliver counts once, so that the next launch finds what was left', async () => {
  const phone = createPhone()
  const one = phone.start()
  one.trackOrder(change('pay', 'A'))
  await phone.clock.pass(10)
  phone.start({}, true)
  await phone.clock.pass(10)
  phone.collector.answer = OFFLINE
  one.trackOrder(change('pay', 'B'))
  await phone.clock.pass(60)
  expect(phone.collector.ids()).toEqual(['A', 'A'].map(paidId))
  const { losses } = (await deliver(phone, 2)).getStatus()
  expect(phone.collector.ids()).toContain(paidId('B'))
  expect(losses).toEqual({})
})

test('keys of the host that look like those of 1.0.0 are left alone', async () => {
  const phone = createPhone()
  for (const [key, text] of [
    ['x', 'theirs'],
    ['q1', '{"cart":1}'],
    ['p0', '[1,2]'],
  ] as const) {
    phone.storage.cells.set(key, text)
  }
  phone.start().trackOrder(change('pay', 'A'))
  await phone.clock.pass(MINUTE)
  expect(phone.storage.cells.get('x')).toBe('theirs')
  expect(phone.storage.cells.get('q1')).toBe('{"cart":1}')
  expect(phone.storage.cells.get('p0')).toBe('[1,2]')
})

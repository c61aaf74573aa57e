import { OFFLINE } from '../kit/collector'
import { change, createPhone } from '../kit/phone'
import { isRecord, PAGES } from '../kit/storage'

const MINUTE = 60_000

/** Some events waited when the user refused. */
const refused = (before?: (phone: ReturnType<typeof createPhone>) => void) => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  for (let i = 0; i < 5; i++) tracker.trackOrder(change())
  before?.(phone)
  tracker.setConsent(false)
  phone.kill()
  phone.collector.answer = { kind: 'accepted' }
  return phone
}

test.each(PAGES)('a refusal holds where %s is gone', async (key) => {
  const phone = refused()
  phone.storage.cells.delete(key)
  const tracker = phone.start()
  tracker.trackOrder(change())
  await phone.clock.pass(MINUTE)
  expect(tracker.getStatus().losses).toEqual({ consent: 1 })
  expect(phone.collector.requests).toEqual([])
})

test.each(PAGES)('a refusal holds where %s is damaged or reads as nothing', async (key) => {
  for (const harm of [
    (phone: ReturnType<typeof createPhone>) => phone.storage.cells.set(key, '2,half'),
    (phone: ReturnType<typeof createPhone>) => phone.storage.blank.add(key),
  ]) {
    const phone = refused()
    harm(phone)
    phone.start().trackOrder(change())
    await phone.clock.pass(MINUTE)
    expect(phone.collector.requests).toEqual([])
  }
})

test('a launch after a refusal writes nothing', async () => {
  const phone = refused()
  phone.storage.operations.length = 0
  phone.start()
  await phone.clock.pass(MINUTE)
  expect(phone.storage.operations.filter(({ kind }) => kind !== 'read')).toEqual([])
})

test.each([
  ['all of it', (phone: ReturnType<typeof createPhone>) => (phone.storage.failing.read = true)],
  ['a page', (phone: ReturnType<typeof createPhone>) => phone.storage.throwing.add(PAGES[0] ?? '')],
])(
  'nothing is sent before a storage that throws at launch (%s) has said that the user refused',
  async (_, fail) => {
    const phone = refused()
    fail(phone)
    const tracker = phone.start()
    tracker.trackOrder(change())
    await phone.clock.pass(20_000)
    phone.storage.failing.read = false
    phone.storage.throwing.clear()
    await phone.clock.pass(MINUTE)
    expect(phone.collector.requests).toEqual([])
    expect(tracker.getStatus()).toMatchObject({ pending: 0, losses: { consent: 1 } })
    expect(tracker.trackOrder(change()).queued).toEqual([])
    // Nor what was reported then, once the user agrees.
    tracker.setConsent(true)
    await phone.clock.pass(MINUTE)
    expect(phone.collector.requests).toEqual([])
  },
)

test('consent that is given while the storage does not answer holds against an earlier refusal', async () => {
  const phone = refused()
  phone.storage.failing.read = true
  const tracker = phone.start()
  tracker.setConsent(true)
  const { queued } = tracker.trackOrder(change())
  phone.storage.failing.read = false
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(queued)
  const again = phone.start()
  expect(again.trackOrder(change()).queued).toHaveLength(1)
})

test('what cannot be removed is emptied', async () => {
  const phone = refused(({ storage }) => (storage.failing.remove = true))
  phone.storage.failing.remove = false
  const left = [...phone.storage.cells].filter(([key, text]) => isRecord(key) && text)
  expect(left).toEqual([])
  phone.start().setConsent(true)
  await phone.clock.pass(MINUTE)
  expect(phone.collector.requests).toEqual([])
})

test('a refusal that the storage does not let finish is finished when it works again', async () => {
  const phone = createPhone()
  phone.collector.answer = OFFLINE
  const tracker = phone.start()
  for (let i = 0; i < 5; i++) tracker.trackOrder(change())
  Object.assign(phone.storage.failing, { write: true, remove: true })
  tracker.setConsent(false)
  Object.assign(phone.storage.failing, { write: false, remove: false })
  await phone.clock.pass(MINUTE)
  expect([...phone.storage.cells.keys()].filter(isRecord)).toEqual([])
  phone.collector.answer = { kind: 'accepted' }
  phone.start().setConsent(true)
  await phone.clock.pass(MINUTE)
  expect(phone.collector.stored).toEqual([])
})

import { OFFLINE } from '../kit/collector'
import { change, createPhone } from '../kit/phone'
import { isRecord } from '../kit/storage'

const MINUTE = 60_000
const GARBAGE = ['{', 'null', '[]', '{}', '"text"', '[1,2', '[null]', '[[{"props":{}}]]', '\u0000']

/** Forty events wait; some were answered before, so that both pages name some as delivered. */
const backlog = async () => {
  const phone = createPhone()
  const tracker = phone.start()
  for (let i = 0; i < 150; i++) tracker.trackOrder(change())
  await phone.clock.pass(MINUTE)
  phone.collector.answer = OFFLINE
  const reported: string[] = []
  for (let i = 0; i < 40; i++) {
    reported.push(...tracker.trackOrder(change()).queued)
    await phone.clock.pass(10)
  }
  phone.kill()
  phone.collector.answer = { kind: 'accepted' }
  phone.collector.stored.length = 0
  return { phone, reported }
}

test.each(GARBAGE)(
  'whichever single key holds %j, at most the events of that key are lost',
  async (garbage) => {
    const { phone: sample } = await backlog()
    for (const key of sample.storage.cells.keys()) {
      const { phone, reported } = await backlog()
      phone.storage.cells.set(key, garbage)
      const tracker = phone.start()
      await phone.clock.pass(MINUTE)
      const missing = reported.filter((id) => !phone.collector.ids().includes(id))
      expect({ key, missing: missing.length }).toEqual({
        key,
        missing: isRecord(key) ? 1 : 0,
      })
      expect(tracker.getStatus()).toMatchObject({ pending: 0, error: 0 })
    }
  },
)

test('a record that cannot be read is counted as damaged', async () => {
  const { phone } = await backlog()
  const [key = ''] = [...phone.storage.cells.keys()].filter(isRecord)
  phone.storage.cells.set(key, '{"half')
  const tracker = phone.start()
  await phone.clock.pass(MINUTE)
  expect(tracker.getStatus().losses).toEqual({ damaged: 1 })
})

test('a storage that takes nothing: events are sent from memory, and the risk is counted', async () => {
  const phone = createPhone()
  const tracker = phone.start()
  phone.storage.failing.write = true
  tracker.trackOrder(change('pay', 'A'))
  expect(tracker.getStatus()).toMatchObject({ pending: 1, unsaved: 1 })
  await phone.clock.pass(MINUTE)
  expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0'])
  expect(tracker.trackOrder(change('pay', 'A')).duplicates).toHaveLength(1)
})

test('a storage that does not answer at launch is asked again: what it holds is not overwritten', async () => {
  const { phone, reported } = await backlog()
  phone.storage.failing.read = true
  const tracker = phone.start()
  const { queued } = tracker.trackOrder(change('pay', 'B'))
  await phone.clock.pass(MINUTE)
  phone.storage.failing.read = false
  tracker.trackOrder(change('pay', 'C'))
  await phone.clock.pass(MINUTE)
  for (const id of [...reported, ...queued]) expect(phone.collector.ids()).toContain(id)
})

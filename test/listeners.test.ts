import type { JournalEntry } from '../plugin/delivery/journal'
import { idOf } from './kit/collector'
import { change, createPhone } from './kit/phone'

describe('who listens', () => {
  test('gets every outcome, with the event’s id and the time', async () => {
    const phone = createPhone()
    const tracker = phone.start()
    const heard: JournalEntry[] = []
    tracker.onReport((entry) => heard.push(entry))
    const { queued } = tracker.trackOrder(change())
    await phone.clock.pass(1_000)
    expect(heard.map(({ status, event_id }) => [status, event_id])).toEqual([
      ['queued', queued[0]],
      ['accepted', queued[0]],
    ])
    expect(heard[0]?.at).toBe(1_760_000_000_000)
  })

  test('gets nothing after it stopped listening', () => {
    const tracker = createPhone().start()
    const heard: string[] = []
    const end = tracker.onReport(({ status }) => heard.push(status))
    tracker.onReport(({ status }) => heard.push(`other ${status}`))
    end()
    end()
    tracker.trackOrder(change())
    expect(heard).toEqual(['other queued'])
  })

  test('and listens twice hears all twice, and ends each by itself', () => {
    const tracker = createPhone().start()
    const heard: string[] = []
    const listen = ({ status }: JournalEntry) => heard.push(status)
    const end = tracker.onReport(listen)
    tracker.onReport(listen)
    tracker.trackOrder(change('give_order', 'A'))
    end()
    tracker.trackOrder(change('give_order', 'B'))
    expect(heard).toEqual(['queued', 'queued', 'queued'])
  })

  test('may throw: the others hear it still, the event goes, and the error is counted', async () => {
    const phone = createPhone()
    const tracker = phone.start()
    const heard: string[] = []
    tracker.onReport(() => {
      throw new Error('theirs')
    })
    tracker.onReport(({ status }) => heard.push(status))
    const { queued } = tracker.trackOrder(change())
    await phone.clock.pass(1_000)
    expect(heard).toEqual(['queued', 'accepted'])
    expect(phone.collector.stored.map(idOf)).toEqual(queued)
    expect(tracker.getStatus().error).toBe(2)
  })
})

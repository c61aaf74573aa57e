import {
  type InspectorView,
  watchPlugin,
} from '../../../plugin/components/event-inspector/watch-plugin'
import { change, createPhone } from '../../kit/phone'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

/** The plugin on a phone of its own, watched; `drawn`: what the template was given, in order. */
const watched = () => {
  const phone = createPhone()
  const tracker = phone.start()
  const drawn: Partial<InspectorView>[] = []
  const watching = watchPlugin(tracker, (changed) => drawn.push(changed))
  return {
    phone,
    tracker,
    drawn,
    watching,
    shown: () => Object.assign({}, ...drawn) as InspectorView,
  }
}

test('what happened before it was opened is drawn at once, and once', () => {
  const phone = createPhone()
  const tracker = phone.start()
  tracker.trackOrder(change('pay', 'A'))
  const drawn: Partial<InspectorView>[] = []
  watchPlugin(tracker, (changed) => drawn.push(changed))
  expect(drawn).toMatchObject([{ total: 1, rows: [{ word: '待发送' }] }])
})

test('a burst of 200 events is drawn once, a tenth of a second later', () => {
  const { tracker, drawn, shown } = watched()
  for (let i = 0; i < 200; i++) tracker.trackOrder(change('pay', `A${i}`))
  expect(drawn).toHaveLength(1)
  jest.advanceTimersByTime(100)
  expect(drawn).toHaveLength(2)
  expect(shown()).toMatchObject({ total: 200, more: 150 })
  expect(shown().rows).toHaveLength(50)
})

test('events that keep coming are drawn ten times a second and not put off', () => {
  const { tracker, drawn } = watched()
  for (let i = 0; i < 50; i++) {
    tracker.trackOrder(change('pay', `A${i}`))
    jest.advanceTimersByTime(20)
  }
  expect(drawn.length).toBeGreaterThanOrEqual(1 + 9)
  expect(drawn.length).toBeLessThanOrEqual(1 + 10)
})

test('while nothing changes nothing is drawn', () => {
  const { drawn } = watched()
  jest.advanceTimersByTime(60_000)
  expect(drawn).toHaveLength(1)
})

test('only what differs is drawn: another title touches the context alone', () => {
  const { tracker, drawn, watching } = watched()
  tracker.trackOrder(change('pay', 'A'))
  jest.advanceTimersByTime(100)
  watching.openContext()
  const before = drawn.length
  tracker.setPageTitle('确认订单')
  jest.advanceTimersByTime(1_000)
  expect(drawn.slice(before).map((changed) => Object.keys(changed))).toEqual([['context']])
})

test('only the JSON of the opened row is drawn; a second tap closes it', () => {
  const { tracker, drawn, watching } = watched()
  tracker.trackOrder(change('pay', 'A'))
  tracker.trackOrder(change('pay', 'B'))
  jest.advanceTimersByTime(100)
  expect(JSON.stringify(drawn)).not.toContain('wx_user')
  watching.open('consume/A/A-coupon-0')
  expect(Object.keys(drawn[drawn.length - 1] ?? {})).toEqual(['opened', 'json'])
  expect(JSON.parse(drawn[drawn.length - 1]?.json ?? '')).toMatchObject({
    props: { order_id: 'A' },
  })
  watching.open('consume/A/A-coupon-0')
  expect(drawn[drawn.length - 1]).toEqual({ opened: '', json: '' })
})

test('more shows the next rows', () => {
  const { tracker, watching, shown } = watched()
  for (let i = 0; i < 120; i++) tracker.trackOrder(change('pay', `A${i}`))
  watching.showMore()
  expect([shown().rows.length, shown().more]).toEqual([100, 20])
})

test('clearing the list leaves the queue alone', () => {
  const { tracker, watching, shown } = watched()
  tracker.trackOrder(change('pay', 'A'))
  watching.clear()
  expect(shown()).toMatchObject({ rows: [], total: 0 })
  expect(tracker.getStatus().pending).toBe(1)
})

test('a hidden page draws nothing, and all of it once when it is shown again', () => {
  const { tracker, drawn, watching, shown } = watched()
  watching.pause()
  tracker.trackOrder(change('pay', 'A'))
  jest.advanceTimersByTime(10_000)
  expect(drawn).toHaveLength(1)
  watching.resume()
  expect(drawn).toHaveLength(2)
  expect(shown().total).toBe(1)
})

test('once stopped it neither listens nor polls', () => {
  const { tracker, drawn, watching } = watched()
  tracker.trackOrder(change('pay', 'A'))
  watching.stop()
  expect(jest.getTimerCount()).toBe(0)
  tracker.trackOrder(change('pay', 'B'))
  expect(jest.getTimerCount()).toBe(0)
  watching.resume()
  expect(drawn).toHaveLength(1)
})

test('a flush is shown while it is under way, and started once', async () => {
  const { phone, tracker, watching, shown } = watched()
  tracker.trackOrder(change('pay', 'A'))
  phone.collector.answer = 'lost, no answer'
  const flushed = watching.flush()
  expect(shown().sending).toBe(true)
  await watching.flush()
  expect(shown().sending).toBe(true)
  await phone.clock.pass(15_000)
  await flushed
  expect(shown()).toMatchObject({ sending: false, rows: [{ word: '稍后重试' }] })
})

test('the refused ones are sent again when the developer wants it', async () => {
  const { phone, tracker, watching, shown } = watched()
  phone.collector.answer = { kind: 'refused', reason: 'code 1' }
  tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(1_000)
  jest.advanceTimersByTime(100)
  expect(shown().rows).toMatchObject([{ word: '已暂放', reason: 'code 1' }])
  phone.collector.answer = { kind: 'accepted' }
  watching.retryRefused()
  await phone.clock.pass(1_000)
  jest.advanceTimersByTime(100)
  expect(shown().rows).toMatchObject([{ word: '已送达' }])
})

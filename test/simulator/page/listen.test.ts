import { createObservationListener } from '../../../simulator/page/listen'
import { createPageState } from '../../../simulator/page/page-state'
import type { PhoneFrame } from '../../../simulator/page/phone'
import { ID } from './scenario'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

/** A page whose phone runs and says only what is entered by hand. */
const listen = () => {
  const frame = {
    app: () => 'running',
    now: () => Date.now(),
    status: () => undefined,
    stored: () => new Set<string>(),
    phone: () => undefined,
  }
  const page = createPageState(frame as unknown as PhoneFrame, () => undefined)
  const observe = createObservationListener(page)
  const at = Date.now()
  return {
    pay: () => observe({ kind: 'payment', at, page: 'pages/order', paid: true }),
    report: (status: string) =>
      observe({ kind: 'report', at, entry: { status, at, event_id: ID, event: {} } }),
    /** On which page the payment was not reported, when it is time to say so. */
    unreported() {
      jest.advanceTimersByTime(2_000)
      return page.state.unreported
    },
  }
}

test('a payment that no report follows is one that was forgotten', () => {
  const { pay, unreported } = listen()
  pay()
  expect(unreported()).toBe('pages/order')
})

test.each(['queued', 'duplicate'])(
  'a payment whose event is %s was reported, though no trackOrder was seen',
  (status) => {
    const { pay, report, unreported } = listen()
    pay()
    report(status)
    expect(unreported()).toBeUndefined()
  },
)

test('that an earlier event goes out meanwhile is no report of the payment', () => {
  const { pay, report, unreported } = listen()
  report('queued')
  pay()
  report('accepted')
  expect(unreported()).toBe('pages/order')
})

import * as fc from 'fast-check'
import { ACCEPTED, type Answer, idOf, OFFLINE } from '../kit/collector'
import { change, createPhone, openPage, OPTIONS, USER } from '../kit/phone'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const STATUSES = ['give_order', 'pay', 'refund'] as const
const ORDERS = 4

const REFUSED: Answer = { kind: 'refused', reason: 'code 1' }
const BROKEN = { kind: 'retryable', reason: 'HTTP 500', answered: true } as const
const ANSWERS: Answer[] = [
  ACCEPTED,
  OFFLINE,
  REFUSED,
  'stored, no answer',
  'lost, no answer',
  { twice: ACCEPTED },
  { twice: OFFLINE },
  { refuses: (event) => idOf(event).includes('order-1/') },
  { sticks: (event) => idOf(event).includes('order-2/'), as: BROKEN },
  { sticks: (event) => idOf(event).includes('order-2/'), as: 'lost, no answer' },
  { atOnce: ACCEPTED },
  { atOnce: BROKEN },
]

type Step =
  | { do: 'track'; order: number; coupons: number; again: boolean }
  | { do: 'answer'; answer: number }
  | { do: 'pass'; ms: number }
  | { do: 'hide' | 'show' | 'network' | 'login' | 'restart' | 'flush' }
  | { do: 'killAfter'; operations: number }
  | { do: 'storage'; fails: 'read' | 'write' | 'remove'; failing: boolean }
  | { do: 'setClock'; days: number }
  | { do: 'blank'; key: string }

const order = fc.nat({ max: ORDERS - 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('track' as const),
      order,
      coupons: fc.integer({ min: 1, max: 3 }),
      again: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      answer: fc.nat({ max: ANSWERS.length - 1 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(0, 20, 60, 1_000, 11_000, 60_000, 700_000, 2 * HOUR),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('hide', 'show', 'network', 'login', 'restart', 'flush'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('killAfter' as const),
      operations: fc.nat({ max: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('storage' as const),
      fails: fc.constantFrom('read', 'write', 'remove'),
      failing: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('blank' as const),
      key: fc.constantFrom('', 'youshu-coupon:a', 'youshu-coupon:b', 'youshu-coupon:x'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('setClock' as const),
      days: fc.constantFrom(-2, 2, -4_000, 4_000),
    }),
  },
)

export const steps = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  loggedIn: fc.boolean(),
  batchSize: fc.constantFrom(1, 2, 10),
  list: fc.array(step, { maxLength: 30 }),
})
export type Sequence = typeof steps extends fc.Arbitrary<infer T> ? T : never

/** Lives one random life of an app, lets everything heal, and gives what must then be looked at. */
export const live = async ({ seed, loggedIn, batchSize, list }: Sequence) => {
  const phone = createPhone(seed)
  const { clock, collector, storage } = phone
  const told = new Set<string>()
  /** Events of which the plugin itself said that a kill would lose them. */
  const unsaved = new Set<string>()
  const accepted = new Set<string>()
  const storedAfterAccepted: string[] = []
  const refusals = new Map<string, number>()
  const at = new Map<number, number>()
  let storageFailed = false
  let blank = ''
  const { read } = storage

  const launch = (login: boolean) => {
    const hidden = blank
    storage.read = (key) => (key === hidden ? undefined : read(key))
    const tracker = phone.launch()
    tracker.onReport(({ status, event_id = '' }) => {
      if (!phone.isAlive()) return
      if (status === 'unsaved') unsaved.add(event_id)
      if (status === 'accepted') accepted.add(event_id)
      if (status === 'refused') refusals.set(event_id, (refusals.get(event_id) ?? 0) + 1)
    })
    tracker.init({ ...OPTIONS, batchSize })
    if (login) tracker.setUser(USER)
    openPage(tracker)
    return tracker
  }
  const send = collector.send
  collector.send = (events, answer) => {
    const before = collector.stored.length
    // An answer may come at once, while it is being sent.
    const acceptedBefore = new Set(accepted)
    const giveUp = send(events, answer)
    for (const event of collector.stored.slice(before)) {
      if (acceptedBefore.has(idOf(event))) storedAfterAccepted.push(idOf(event))
    }
    return giveUp
  }

  let tracker = launch(loggedIn)
  for (const one of list) {
    if (one.do === 'track') {
      const reached = at.get(one.order) ?? -1
      const next = one.again && reached >= 0 ? reached : Math.min(reached + 1, STATUSES.length - 1)
      const { queued, duplicates } = tracker.trackOrder(
        change(STATUSES[next], `order-${one.order}`, one.coupons),
      )
      if (phone.isAlive()) {
        at.set(one.order, next)
        for (const id of [...queued, ...duplicates]) told.add(id)
      }
    } else if (one.do === 'answer') collector.answer = ANSWERS[one.answer] ?? ACCEPTED
    else if (one.do === 'pass') await clock.pass(one.ms)
    else if (one.do === 'hide') tracker.appHide()
    else if (one.do === 'show') tracker.appShow({ scene: 1089, query: {} })
    else if (one.do === 'network') phone.networkReturns()
    else if (one.do === 'login') tracker.setUser(USER)
    else if (one.do === 'flush') void tracker.flush()
    else if (one.do === 'killAfter') phone.killAfter(one.operations)
    else if (one.do === 'setClock') clock.set(clock.now() + one.days * DAY)
    else if (one.do === 'blank') {
      // From the next launch on the key reads as if nothing were there.
      blank = one.key
      storageFailed ||= !!blank
    } else if (one.do === 'storage') {
      storage.failing[one.fails] = one.failing
      storageFailed ||= one.failing
    }
    if (one.do === 'restart' || !phone.isAlive()) tracker = launch(loggedIn)
  }

  blank = ''
  storage.failing = { read: false, write: false, remove: false }
  collector.answer = ACCEPTED
  for (let launches = 0; launches < 8; launches++) {
    tracker.setUser(USER)
    phone.networkReturns()
    await clock.pass(2 * HOUR)
    if (launches < 7) tracker = launch(true)
  }
  // What a kill left behind goes with the next acknowledgement.
  tracker.trackOrder(change('pay', 'last'))
  await clock.pass(HOUR)
  return {
    phone,
    told,
    unsaved,
    refusals,
    storedAfterAccepted,
    storageFailed,
    status: tracker.getStatus(),
    stored: collector.ids(),
  }
}

import * as fc from 'fast-check'
import { ACCEPTED, type Answer, idOf, OFFLINE } from '../kit/collector'

const HOUR = 3_600_000
const ORDERS = 4

const REFUSED: Answer = { kind: 'refused', reason: 'code 1' }
const BROKEN = { kind: 'retryable', reason: 'HTTP 500', answered: true } as const
const OVERLOADED = { ...BROKEN, reason: 'HTTP 429', retryAfterMs: HOUR } as const
/** Each request with an event of this order gets it, whatever else is in the request. */
const sticks = (
  order: number,
  as: Extract<Answer, { sticks: unknown }>['as'],
): Extract<Answer, { sticks: unknown }> => ({
  sticks: (event) => idOf(event).includes(`order-${order}`),
  as,
})
const STICKING = [
  sticks(1, REFUSED),
  sticks(2, BROKEN),
  sticks(2, OFFLINE),
  sticks(2, 'lost, no answer'),
]
const ANSWERS: readonly Answer[] = [
  ACCEPTED,
  ACCEPTED,
  OFFLINE,
  OFFLINE,
  REFUSED,
  BROKEN,
  OVERLOADED,
  'stored, no answer',
  'lost, no answer',
  { twice: ACCEPTED },
  { twice: OFFLINE },
  { twice: REFUSED },
  { atOnce: ACCEPTED },
  { atOnce: BROKEN },
  { atOnce: REFUSED },
  { late: ACCEPTED },
  { late: REFUSED },
  ...STICKING,
]

/** What is wrong with the phone in a scenario: one kind, so that what still must hold can be said exactly; or nearly all. */
const KINDS = [
  'nothing',
  'storage fails',
  'storage is full',
  'a key throws',
  'a key reads as nothing',
  'a key is cleared',
  'all is cleared',
  'a text is damaged',
  'a newer version wrote',
  'two copies',
  'everything',
] as const
export type Kind = (typeof KINDS)[number]

export type Step =
  | { do: 'track'; order: number; coupons: number; again: boolean }
  /** A launch in which an order moves before `init`. */
  | { do: 'early'; order: number }
  | { do: 'answer'; answer: Answer }
  | { do: 'pass'; ms: number }
  | { do: 'hide' | 'show' | 'network' | 'restart' | 'flush' | 'retry' }
  | { do: 'login'; user: number }
  | { do: 'init'; destination: number }
  | { do: 'consent'; says: boolean | 'wait' }
  | { do: 'killAfter'; operations: number }
  | { do: 'setClock'; ms: number }
  | { do: 'fail'; what: 'read' | 'write' | 'remove'; fails: boolean }
  | { do: 'fill'; room: number }
  | { do: 'throw' | 'blank'; key: string }
  | { do: 'clear' | 'damage'; key: number; isClosed: boolean }
  | { do: 'upgrade'; key: number }
  | { do: 'clearAll' | 'downgrade' | 'turnToOtherCopy' }

const KEYS = ['a', 'b', 'x', 'm', 'a1', 'a2', 'a3', 'b1', 'b2', 'b3'].map(
  (name) => `youshu-coupon:${name}`,
)
const DAY = 24 * HOUR
const YEAR = 365 * DAY
const is = <Name extends Step['do']>(name: Name) => fc.constant(name)
type Weighted = fc.WeightedArbitrary<Step>

const order = fc.nat({ max: ORDERS - 1 })
const everyday: Weighted[] = [
  {
    weight: 10,
    arbitrary: fc.record({
      do: is('track'),
      order,
      coupons: fc.constantFrom(1, 1, 2, 3),
      again: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: is('answer'), answer: fc.constantFrom(...ANSWERS) }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: is('pass'),
      ms: fc.constantFrom(0, 20, 60, 1_000, 1_000, 11_000, 60_000, 700_000, 2 * HOUR),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('hide', 'show', 'network', 'restart', 'restart', 'flush', 'retry'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: is('killAfter'), operations: fc.nat({ max: 14 }) }),
  },
]
const changing: Weighted[] = [
  { weight: 1, arbitrary: fc.record({ do: is('early'), order }) },
  { weight: 2, arbitrary: fc.record({ do: is('login'), user: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ do: is('init'), destination: fc.nat({ max: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: is('consent'),
      says: fc.constantFrom<boolean | 'wait'>(true, true, false, 'wait'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: is('setClock'),
      ms: fc.constantFrom(-2 * DAY, 2 * DAY, -YEAR, 11 * YEAR, 300 * YEAR, -80 * YEAR),
    }),
  },
]
const key = fc.constantFrom(...KEYS)
/** Which of the plugin's keys, by age: the pages are the oldest, and matter most. */
const place = fc.oneof(fc.nat({ max: 1 }), fc.nat({ max: 9 }))
const faults: Record<Kind, Weighted[]> = {
  nothing: [],
  'storage fails': [
    {
      weight: 4,
      arbitrary: fc.record({
        do: is('fail'),
        what: fc.constantFrom('read', 'write', 'write', 'remove'),
        fails: fc.boolean(),
      }),
    },
  ],
  'storage is full': [
    {
      weight: 4,
      arbitrary: fc.record({
        do: is('fill'),
        room: fc.constantFrom(0, 500, 1_500, 3_000, Infinity, Infinity),
      }),
    },
  ],
  'a key throws': [{ weight: 2, arbitrary: fc.record({ do: is('throw'), key }) }],
  'a key reads as nothing': [{ weight: 2, arbitrary: fc.record({ do: is('blank'), key }) }],
  'a key is cleared': [
    { weight: 2, arbitrary: fc.record({ do: is('clear'), key: place, isClosed: fc.boolean() }) },
  ],
  'all is cleared': [{ weight: 1, arbitrary: fc.record({ do: is('clearAll') }) }],
  'a text is damaged': [
    { weight: 2, arbitrary: fc.record({ do: is('damage'), key: place, isClosed: fc.boolean() }) },
  ],
  'a newer version wrote': [
    { weight: 2, arbitrary: fc.record({ do: is('upgrade'), key: place }) },
    { weight: 1, arbitrary: fc.record({ do: is('downgrade') }) },
  ],
  'two copies': [{ weight: 4, arbitrary: fc.record({ do: is('turnToOtherCopy') }) }],
  everything: [],
}
faults.everything = Object.entries(faults).flatMap(([kind, all]) =>
  ['two copies', 'a newer version wrote'].includes(kind) ? [] : all,
)

/** Users and consent are one for both copies: a host that loads the plugin twice says these things to either. */
const stepOf = (kind: Kind): fc.Arbitrary<Step> =>
  fc.oneof(...everyday, ...(kind === 'two copies' ? [] : changing), ...faults[kind])

const scenarioOf = (kind: Kind, minLength: number) =>
  fc.record({
    kind: fc.constant(kind),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    isLoggedIn: fc.boolean(),
    /** The host asks for consent, and says at each launch what the user answered. */
    asksConsent: kind === 'two copies' ? fc.constant(false) : fc.constantFrom(false, false, true),
    /** It asks a user who refused again, at each launch. */
    asksAgain: fc.boolean(),
    batchSize: fc.constantFrom(1, 2, 10),
    hasDate: fc.boolean(),
    /** Release 1.0.0 ran on this phone before, and has left events. */
    hasFirstEdition: fc.constantFrom(false, false, false, true),
    /** Of some orders the first were delivered, and the others wait. */
    hasBacklog: fc.boolean(),
    /** What sticks to one order for some hours, after all else has healed. */
    lasting: fc.constantFrom(undefined, undefined, undefined, ...STICKING),
    /** Meanwhile the user goes on ordering. */
    goesOn: fc.constantFrom(false, false, true),
    list: fc.array(stepOf(kind), { minLength, maxLength: 30 }),
  })

export const healthyScenario = scenarioOf('nothing', 4)
/** Scenarios on a phone whose storage fails in one of these ways, or in most of them. */
export const faultyScenario = fc.oneof(...KINDS.slice(1).map((kind) => scenarioOf(kind, 4)))
export type Scenario = typeof healthyScenario extends fc.Arbitrary<infer T> ? T : never

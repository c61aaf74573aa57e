import { createRetryPolicy } from '../../plugin/delivery/retry-policy'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A policy whose chance is always the same. */
const policyAt = (chance: number) => {
  let time = 1_760_000_000_000
  const policy = createRetryPolicy({ now: () => time, random: () => chance })
  return { ...policy, pass: (ms: number) => void (time += ms) }
}
const waits = (answered: boolean, times: number, retryAfterMs?: number, chance = 0.5): number[] => {
  const { failed } = policyAt(chance)
  return Array.from({ length: times }, () => failed(answered, retryAfterMs))
}

test('waits three times as long after each failure, up to twenty minutes', () => {
  expect(waits(true, 6).map((ms) => ms / SECOND)).toEqual([30, 90, 270, 810, 1_200, 1_200])
})

test('where no answer came a second attempt soon takes the place of the first wait', () => {
  expect(waits(false, 4).map((ms) => ms / SECOND)).toEqual([3, 90, 270, 810])
})

test('each wait is spread by half to either side', () => {
  expect(waits(true, 2, undefined, 0)).toEqual([15 * SECOND, 45 * SECOND])
  const [, second = 0] = waits(true, 2, undefined, 0.999)
  expect(second).toBeGreaterThan(134 * SECOND)
})

test.each([0, 0.5, 0.999])(
  'no phone comes before the time that the collector asked for, and all within 35 minutes after it (chance %d)',
  (chance) => {
    const [first = 0] = waits(true, 1, 20 * MINUTE, chance)
    expect(first).toBeGreaterThanOrEqual(20 * MINUTE)
    expect(first).toBeLessThanOrEqual(55 * MINUTE)
  },
)

test.each([0, 0.5, 0.999])(
  'where the collector asks for ten minutes, all come within 35 minutes of the failure (chance %d)',
  (chance) => {
    const [first = 0] = waits(true, 1, 10 * MINUTE, chance)
    expect(first).toBeGreaterThanOrEqual(10 * MINUTE)
    expect(first).toBeLessThanOrEqual(35 * MINUTE)
  },
)

test('of the phones that were asked for the same time more come early than late', () => {
  const [median = 0] = waits(true, 1, 20 * MINUTE, 0.5)
  expect(median - 20 * MINUTE).toBeLessThan(16.5 * MINUTE)
})

test('who is asked once more comes late, but hardly more than 35 minutes after the failure', () => {
  const [, median = 0] = waits(true, 2, 10 * MINUTE, 0.5)
  expect(median).toBeGreaterThan(30 * MINUTE)
  const [, last = 0] = waits(true, 2, 10 * MINUTE, 0.999)
  expect(last).toBeLessThanOrEqual(37 * MINUTE)
})

test('a launch after the time that the collector asked for waits no longer', () => {
  const before = policyAt(0.999)
  before.failed(true, 20 * MINUTE)
  before.pass(20 * MINUTE)
  expect(before.held()).toBeGreaterThan(30 * MINUTE)

  const launch = policyAt(0.999)
  launch.pass(20 * MINUTE)
  launch.restore(before.wait())
  expect(launch.held()).toBe(0)
})

test('phones that are launched before that time do not all come at it', () => {
  const before = policyAt(0.5)
  before.failed(true, 20 * MINUTE)

  const launch = policyAt(0.5)
  launch.pass(15 * MINUTE)
  launch.restore(before.wait())
  expect(launch.held()).toBeGreaterThan(15 * MINUTE)
  expect(launch.held()).toBeLessThan(40 * MINUTE)
})

test('a Retry-After of any length is obeyed for a day at most', () => {
  const policy = policyAt(0.5)
  policy.failed(true, 400 * 60 * MINUTE)
  expect(policy.held()).toBe(24 * 60 * MINUTE)
})

test('a nudge shortens a wait once in half an hour, and none that the collector asked for', () => {
  const policy = policyAt(0.5)
  policy.failed(true)
  expect(policy.nudged()).toBe(15 * SECOND)
  expect(policy.nudged()).toBeUndefined()
  policy.pass(30 * MINUTE)
  expect(policy.nudged()).toBe(15 * SECOND)
  policy.accepted()
  policy.failed(true, MINUTE)
  expect(policy.nudged()).toBeUndefined()
})

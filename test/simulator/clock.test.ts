/** @jest-environment jsdom */
import { clockOffset, createClock } from '../../simulator/phone/clock'

const TEN_MINUTES_MS = 600_000
const TIME_LIMIT_MS = 10_000

beforeEach(() => {
  sessionStorage.clear()
  jest.useFakeTimers()
})
afterEach(() => jest.useRealTimers())

/** A request with a time limit, and what came first. */
const request = (answer: Promise<unknown>) => {
  const clock = createClock()
  const seen: string[] = []
  clock.globals.setTimeout(() => seen.push('time limit'), TIME_LIMIT_MS)
  clock.awaits(answer.then(() => seen.push('answer')))
  return { clock, seen }
}
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('a jump lets an answer under way come in before the time limit of its request', async () => {
  const { clock, seen } = request(later(500))
  const moved = clock.move(TEN_MINUTES_MS)
  await jest.runAllTimersAsync()
  await moved
  expect(seen).toEqual(['answer', 'time limit'])
})

test('an answer that takes long is overtaken by its time limit', async () => {
  const { clock, seen } = request(later(60_000))
  const moved = clock.move(TEN_MINUTES_MS)
  await jest.advanceTimersByTimeAsync(5_000)
  await moved
  expect(seen).toEqual(['time limit'])
})

test('the clock stays at whole milliseconds, for the next process too', async () => {
  const start = Date.now()
  const clock = createClock()
  const moved = clock.move(1_499.3)
  await jest.runAllTimersAsync()
  await moved
  expect(clockOffset()).toBe(1_500)
  expect(createClock().now() - start).toBeGreaterThanOrEqual(1_500)
  expect(Number.isInteger(createClock().now())).toBe(true)
})

test('two jumps, the second begun during the first, are both made', async () => {
  const { clock } = request(later(500))
  const moved = Promise.all([clock.move(TEN_MINUTES_MS), clock.move(TEN_MINUTES_MS)])
  await jest.runAllTimersAsync()
  await moved
  expect(clockOffset()).toBe(2 * TEN_MINUTES_MS)
})

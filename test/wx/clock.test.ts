import type { Clock } from '../../plugin/delivery/ports'
import { createFakeClock } from '../kit/clock'

const { platform } = jest.requireActual<{ platform: { clock: Clock } }>('../../plugin/wx/platform')

const CLOCKS: [
  name: string,
  create: () => { clock: Clock; pass: (ms: number) => Promise<void> },
][] = [
  [
    'the fake clock',
    () => {
      const clock = createFakeClock()
      return { clock, pass: (ms) => clock.pass(ms) }
    },
  ],
  [
    'the phone’s clock',
    () => {
      jest.useFakeTimers({ now: 1_760_000_000_000 })
      return {
        clock: platform.clock,
        pass: (ms) => jest.advanceTimersByTimeAsync(ms),
      }
    },
  ],
]

afterEach(() => void jest.useRealTimers())

describe.each(CLOCKS)('%s', (_, create) => {
  test('counts milliseconds', async () => {
    const { clock, pass } = create()
    expect(clock.now()).toBe(1_760_000_000_000)
    await pass(1_234)
    expect(clock.now()).toBe(1_760_000_001_234)
  })

  test('runs what it was given once, when its time has come', async () => {
    const { clock, pass } = create()
    const ran: number[] = []
    clock.after(100, () => ran.push(clock.now()))
    expect(ran).toEqual([])
    await pass(99)
    expect(ran).toEqual([])
    await pass(1)
    await pass(1_000)
    expect(ran).toEqual([1_760_000_000_100])
  })

  test('never runs at once, not even after no time', async () => {
    const { clock, pass } = create()
    const ran: string[] = []
    clock.after(0, () => ran.push('later'))
    expect(ran).toEqual([])
    await pass(1)
    expect(ran).toEqual(['later'])
  })

  test('runs what is due first, first', async () => {
    const { clock, pass } = create()
    const ran: string[] = []
    clock.after(20, () => ran.push('second'))
    clock.after(10, () => ran.push('first'))
    clock.after(20, () => ran.push('third'))
    await pass(20)
    expect(ran).toEqual(['first', 'second', 'third'])
  })

  test('does not run what was cancelled, and cancelling late harms nothing', async () => {
    const { clock, pass } = create()
    const ran: string[] = []
    const cancel = clock.after(10, () => ran.push('cancelled'))
    const late = clock.after(10, () => ran.push('ran'))
    cancel()
    await pass(10)
    late()
    cancel()
    expect(ran).toEqual(['ran'])
  })

  test('knows chance: numbers from 0 to below 1, not twice the same', () => {
    const { clock } = create()
    const numbers = Array.from({ length: 100 }, () => clock.random())
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThan(1)
    expect(new Set(numbers).size).toBe(100)
  })
})

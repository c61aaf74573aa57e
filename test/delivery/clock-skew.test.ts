import { change, createPhone } from '../kit/phone'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A phone whose clock is `wrong` by so many ms, and a collector that says its own time. */
const phoneThatIs = (wrong: number) => {
  const phone = createPhone()
  phone.collector.hasDate = true
  phone.clock.set(phone.clock.now() + wrong)
  const tracker = phone.start()
  return {
    ...phone,
    /** The `clock_skew_ms` of an event that is reported now. */
    async reported(): Promise<unknown> {
      tracker.trackOrder(change())
      await phone.clock.pass(MINUTE)
      return phone.collector.stored.at(-1)?.props.extra?.['clock_skew_ms']
    },
  }
}

test.each([-11 * 365 * DAY, -2 * DAY, -5_000, 5_000, 2 * DAY, 300 * 365 * DAY])(
  'once the collector has said its time, events of a phone that is wrong by %i ms say so',
  async (wrong) => {
    const { reported } = phoneThatIs(wrong)
    expect(await reported()).toBeUndefined()
    expect(Math.abs(Number(await reported()) + wrong)).toBeLessThanOrEqual(50)
  },
)

test.each([0, 1_500, -1_500])('a phone that is wrong by %i ms is right', async (wrong) => {
  const { reported } = phoneThatIs(wrong)
  await reported()
  expect(await reported()).toBeUndefined()
})

test('an answer that was under way for seconds makes no clock wrong', async () => {
  const { reported, collector } = phoneThatIs(0)
  collector.latency = 8_000
  await reported()
  expect(await reported()).toBeUndefined()
})

test('a clock that is set right is right from the next answer on', async () => {
  const { reported, clock } = phoneThatIs(-2 * DAY)
  await reported()
  clock.set(clock.trueNow())
  await reported()
  expect(await reported()).toBeUndefined()
})

test.each([-2 * DAY, 2 * DAY])(
  'a clock that is set by %i ms during a request is known to be wrong after the next answer',
  async (wrong) => {
    const { reported, collector, clock } = phoneThatIs(0)
    collector.latency = 1_000
    const first = reported()
    for (let i = 0; i < 10; i++) await Promise.resolve()
    clock.set(clock.now() + wrong)
    await first
    await reported()
    expect(Math.abs(Number(await reported()) + wrong)).toBeLessThanOrEqual(1_000)
  },
)

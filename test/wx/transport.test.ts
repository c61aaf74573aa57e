import type { ConsumeCoupon } from '../../plugin/event/tables'
import type { Clock, Response, Transport } from '../../plugin/delivery/ports'
import { createFakeClock } from '../kit/clock'
import { ACCEPTED, createFakeCollector, OFFLINE } from '../kit/collector'
import { sample } from '../kit/sample'
import { installWx, type WxRequest } from '../kit/wx'

const { createTransport } = jest.requireActual<{
  createTransport: (clock: Clock) => Transport
}>('../../plugin/wx/transport')
const REPORT_URL = 'https://zhls.qq.com/api/report'
const TO = { appId: 'bi1', reportUrl: REPORT_URL }
const textsOf = (batch: readonly ConsumeCoupon[]) => batch.map((event) => JSON.stringify(event))
const events = (count: number) => Array<ConsumeCoupon>(count).fill(sample() as ConsumeCoupon)

/** WeChat's way and the fake way to the collector: the same answers mean the same. */
interface Way {
  readonly send: (batch: ConsumeCoupon[], answer: (outcome: Response) => void) => () => void
  answer(what: 'accepted' | 'refused' | 'offline'): Promise<void>
  readonly batches: () => unknown[]
  readonly aborted: () => number
}
const WAYS: [name: string, create: () => Way][] = [
  [
    'the fake collector',
    () => {
      const clock = createFakeClock()
      const collector = createFakeCollector(clock)
      collector.answer = 'lost, no answer'
      let settle = (_outcome: Response): void => undefined
      const outcomes = {
        accepted: ACCEPTED,
        refused: { kind: 'refused', reason: 'code 1' },
        offline: OFFLINE,
      } as const
      return {
        send: (batch, answer) => {
          settle = answer
          return collector.send({ texts: textsOf(batch), to: TO }, answer)
        },
        answer: async (what) => settle(outcomes[what]),
        batches: () => collector.requests,
        aborted: () => collector.aborted,
      }
    },
  ],
  [
    'wx.request',
    () => {
      const fake = installWx()
      const last = () => fake.requests[fake.requests.length - 1]
      return {
        send: (batch, answer) =>
          createTransport(createFakeClock())({ texts: textsOf(batch), to: TO }, answer),
        answer: async (what) => {
          if (what === 'offline') last()?.fail({ errMsg: 'request:fail' })
          else last()?.success({ statusCode: 200, data: { code: what === 'accepted' ? 0 : 1 } })
        },
        batches: () => fake.requests.map(({ data }) => (Array.isArray(data) ? data : [data])),
        aborted: () => fake.aborted,
      }
    },
  ],
]
describe.each(WAYS)('%s', (_, create) => {
  test.each([
    ['accepted', 'accepted'],
    ['refused', 'refused'],
    ['offline', 'retryable'],
  ] as const)('answers %s with %s, and not before', async (what, kind) => {
    const { answer, send } = create()
    const outcomes: Response[] = []
    send(events(2), (outcome) => outcomes.push(outcome))
    expect(outcomes).toEqual([])
    await answer(what)
    expect(outcomes.map((outcome) => outcome.kind)).toEqual([kind])
  })

  test('sends each batch as it is, at once', () => {
    const { batches, send } = create()
    send(events(1), () => undefined)
    send(events(3), () => undefined)
    expect(batches()).toEqual([events(1), events(3)])
  })

  test('can be given up', () => {
    const { aborted, send } = create()
    const giveUp = send(events(1), () => undefined)
    expect(aborted()).toBe(0)
    giveUp()
    expect(aborted()).toBe(1)
  })
})

const start = (target: Partial<typeof TO> = {}) => {
  const fake = installWx()
  const clock = createFakeClock(1_760_000_000_999)
  const send = createTransport(clock)
  const to = { ...TO, ...target }
  const outcomes: Response[] = []
  return {
    ...fake,
    clock,
    outcomes,
    send: (count = 1) =>
      send({ texts: textsOf(events(count)), to }, (outcome) => void outcomes.push(outcome)),
    request: () => fake.requests[fake.requests.length - 1] as WxRequest,
  }
}

test('a request is a POST with app_id, the time in seconds and a nonce in its address', () => {
  const { request, send } = start()
  send()
  const { method, timeout, url } = request()
  const { origin, pathname, searchParams } = new URL(url)
  expect([method, timeout, origin + pathname]).toEqual(['POST', 10_000, REPORT_URL])
  expect([...searchParams.keys()]).toEqual(['app_id', 'timestamp', 'nonce'])
  expect(searchParams.get('app_id')).toBe('bi1')
  expect(searchParams.get('timestamp')).toBe('1760000000')
})

test('each request has a nonce of its own, of 1 to 32 plain characters', () => {
  const { requests, send } = start()
  for (let i = 0; i < 200; i++) send()
  const nonces = requests.map(({ url }) => new URL(url).searchParams.get('nonce') ?? '')
  expect(new Set(nonces).size).toBe(200)
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-z]{1,32}$/)
})

test('an app_id is written into the address so that nothing in it can break it', () => {
  const { request, send } = start({ appId: 'bi&nonce=1 #' })
  send()
  expect(new URL(request().url).searchParams.get('app_id')).toBe('bi&nonce=1 #')
})

test('an address with a query of its own is added to', () => {
  const { request, send } = start({ reportUrl: 'https://shop.example/report?shop=1' })
  send()
  expect(request().url).toMatch(/^https:\/\/shop\.example\/report\?shop=1&app_id=bi1&/)
})

test('one event is sent as the object of seed 000, several as a list of them', () => {
  const { request, send } = start()
  send()
  expect(request().data).toEqual(sample())
  send(2)
  expect(request().data).toEqual([sample(), sample()])
})

test('a domain that is not listed is named to the developer, once', () => {
  const errors = jest.spyOn(console, 'error').mockReturnValue()
  const { outcomes, request, send } = start()
  for (let i = 0; i < 3; i++) {
    send()
    request().fail({ errMsg: 'request:fail url not in domain list', errno: 600002 })
  }
  expect(outcomes).toHaveLength(3)
  expect(errors.mock.calls).toEqual([[expect.stringContaining('zhls.qq.com')]])
  errors.mockRestore()
})

test('being offline is no news for the developer', () => {
  const errors = jest.spyOn(console, 'error').mockReturnValue()
  const { request, send } = start()
  send()
  request().fail({ errMsg: 'request:fail' })
  expect(errors).not.toHaveBeenCalled()
  errors.mockRestore()
})

test('a wx.request that throws is not thrown on, and can be given up', () => {
  const { broken, outcomes, send } = start()
  broken.add('request')
  const giveUp = send()
  expect(giveUp).not.toThrow()
  expect(outcomes.filter(({ kind }) => kind !== 'retryable')).toEqual([])
})

test.each([undefined, null, 'timeout'])(
  'a wrapped wx.request that hands on %p fails, and is tried again',
  (result) => {
    const { outcomes, request, send } = start()
    send()
    request().fail(result as never)
    send()
    request().success(result as never)
    expect(outcomes.map(({ kind }) => kind)).toEqual(['retryable', 'retryable'])
  },
)

test('a base library that gives no task back is given up without an error', () => {
  const { send, wx } = start()
  wx['request'] = () => undefined
  expect(send()).not.toThrow()
})

// oxlint-disable unicorn/no-thenable -- hosts that wrap wx.request give such things
const TASKS: [what: string, task: unknown][] = [
  ['a promise that fails', () => Promise.reject(new Error('theirs'))],
  ['what only looks like a promise', () => ({ then: (_: unknown, no: () => void) => no() })],
  [
    'a promise whose then throws',
    () => ({
      then() {
        throw new Error('theirs')
      },
    }),
  ],
  [
    'a task that cannot be aborted',
    () => ({
      abort() {
        throw new Error('theirs')
      },
    }),
  ],
  ['a text', () => 'task'],
]
test.each(TASKS)('%s in the place of a task breaks nothing, and is given up', async (_, task) => {
  const { send, wx } = start()
  wx['request'] = task
  const giveUp = send()
  // An unhandled rejection would end this test's process.
  await Promise.resolve()
  expect(giveUp).not.toThrow()
})

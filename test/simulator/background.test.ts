import { createAppLifecycle } from '../../simulator/phone/app-lifecycle'
import type { PageStack } from '../../simulator/phone/page-stack'
import { createNetwork } from '../../simulator/phone/wx/system'
import { createNetworkCalls, createRequest } from '../../simulator/phone/wx/request'

const SUSPENDED_AFTER_MS = 5000

const entry = { path: 'pages/a', query: {}, scene: 1001, referrerInfo: {} }
// The app has no page open: only the app itself is watched here.
const stack = { top: () => undefined } as unknown as PageStack

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

test('five seconds after it was hidden the app is suspended, until it is shown', () => {
  const life = createAppLifecycle(entry)
  const suspended = jest.fn()
  life.onSuspend(suspended)
  life.hide(stack)
  jest.advanceTimersByTime(SUSPENDED_AFTER_MS - 1)
  expect([life.isSuspended(), suspended.mock.calls.length]).toEqual([false, 0])
  jest.advanceTimersByTime(1)
  expect([life.isSuspended(), suspended.mock.calls.length]).toEqual([true, 1])
  life.show(stack)
  expect(life.isSuspended()).toBe(false)
})

test('an app that was shown in time is not suspended', () => {
  const life = createAppLifecycle(entry)
  life.hide(stack)
  life.show(stack)
  jest.advanceTimersByTime(SUSPENDED_AFTER_MS * 2)
  expect(life.isSuspended()).toBe(false)
})

test('a suspended app cannot send', async () => {
  const request = createRequest(
    createNetworkCalls({
      network: createNetwork(true),
      clockOffset: () => 0,
      onSend: () => undefined,
      domains: { 'https://zhls.qq.com': '' },
      onSuspend: () => () => undefined,
      isSuspended: () => true,
    }),
  )
  const outcome = new Promise((resolve, reject) => {
    request({ url: 'https://zhls.qq.com/api/report', fail: resolve, success: reject })
  })
  await jest.advanceTimersByTimeAsync(1)
  expect(await outcome).toEqual({ errMsg: 'request:fail interrupted', errno: 600003 })
})

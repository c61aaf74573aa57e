/** @jest-environment jsdom */
import { change, OPTIONS, USER } from '../../kit/phone'
import { renderInspector } from './render-inspector'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

/** An inspector on a page of a mini-program that reports. */
const open = (version = 'develop', properties: object = {}) => {
  const opened = renderInspector(version, properties)
  opened.tracker.init(OPTIONS)
  opened.enterPage()
  opened.open()
  return opened
}

test.each([
  ['develop', '仅开发版可见'],
  ['trial', '仅体验版可见'],
])('in the %s version it is there, and names who sees it', (version, text) => {
  expect(open(version).texts()).toContain(text)
})

test.each([['release'], [undefined]])('in the version %s there is nothing at all', (version) => {
  const { inspector, tracker, drawings, enterPage, open: show } = renderInspector(version)
  tracker.init(OPTIONS)
  enterPage()
  show()
  tracker.trackOrder(change('pay'))
  jest.advanceTimersByTime(60_000)
  expect(inspector.dom.textContent).toBe('')
  expect(inspector.dom.querySelectorAll('*')).toHaveLength(0)
  expect(drawings()).toBe(0)
})

test('an empty list explains what makes an event', () => {
  expect(open().texts()).toContain('本次启动还没有事件。用 trackOrder')
})

test('an event waits for the user, is sent, and is accepted', () => {
  const { tracker, texts, answer } = open()
  tracker.trackOrder(change('pay', 'A'))
  jest.advanceTimersByTime(100)
  expect(texts('#row-0')).toContain('等待用户标识')
  tracker.setUser(USER)
  jest.advanceTimersByTime(1_000)
  expect(texts('#row-0')).toContain('待发送')
  expect(texts('#count-pending')).toBe('1')
  answer(0)
  expect(texts('#row-0')).toContain('已送达')
  expect([texts('#count-pending'), texts('#count-accepted')]).toEqual(['0', '1'])
})

test('a refused event shows the answer of the collector, and is sent again at a tap', async () => {
  const { tracker, phone, texts, answer, tap } = open()
  tracker.setUser(USER)
  tracker.trackOrder(change('pay', 'A'))
  answer(40001)
  expect(texts('#row-0')).toContain('已暂放')
  expect(texts('#row-0')).toContain('HTTP 200 {"code":40001}')
  const { length } = phone.requests
  await tap('#retry-refused')
  answer(0)
  expect(phone.requests).toHaveLength(length + 1)
  expect(texts('#row-0')).toContain('已送达')
})

test('a flush does not wait for the retry, and the next attempt is announced with its reason', async () => {
  const { tracker, phone, texts, tap } = open()
  tracker.setUser(USER)
  tracker.trackOrder(change('pay', 'A'))
  // After so many failures in a row the retry is many minutes away.
  for (let failures = 0; failures < 5; failures++) {
    while (phone.requests.length === failures) jest.advanceTimersByTime(1_000)
    phone.requests[failures]?.fail({ errMsg: 'request:fail timeout' })
  }
  jest.advanceTimersByTime(100)
  expect(texts('#row-0')).toContain('稍后重试')
  expect(texts('#row-0')).toContain('request:fail timeout')
  expect(texts('#next')).toMatch(/^下一次发送 \d\d:\d\d:\d\d：request:fail timeout$/)
  const { length } = phone.requests
  await tap('#flush')
  // Spread, so that a fleet of phones does not come back at once.
  jest.advanceTimersByTime(30_000)
  expect(phone.requests).toHaveLength(length + 1)
})

test('a tap on a row opens the whole event, another tap closes it', async () => {
  const { tracker, texts, tap, inspector } = open()
  tracker.trackOrder(change('pay', 'A'))
  jest.advanceTimersByTime(100)
  expect(inspector.querySelector('#json')).toBeUndefined()
  await tap('#row-0')
  expect(JSON.parse(texts('#json'))).toEqual(tracker.getStatus().recent[0]?.event)
  await tap('#row-0')
  expect(inspector.querySelector('#json')).toBeUndefined()
})

test('the open JSON follows its event', async () => {
  const { tracker, texts, tap } = open()
  tracker.trackOrder(change('pay', 'A'))
  jest.advanceTimersByTime(100)
  await tap('#row-0')
  expect(texts('#json')).not.toContain(USER.open_id)
  tracker.setUser(USER)
  jest.advanceTimersByTime(1_000)
  expect(texts('#json')).toContain(USER.open_id)
})

test('the context is shown at a tap, as an event reported now would have it', async () => {
  const { tracker, texts, tap } = open()
  expect(texts()).not.toContain('页面标题')
  await tap('#context')
  expect(texts()).toContain('没有 open_id')
  tracker.setPageTitle('确认订单')
  tracker.setUser(USER)
  jest.advanceTimersByTime(1_000)
  expect(texts()).toContain('确认订单')
  expect(texts()).toContain(`open_id: ${USER.open_id}`)
})

test('clearing empties the list; what waits is still sent, and the page says both', async () => {
  const { tracker, phone, texts, tap, answer } = open()
  tracker.setUser(USER)
  tracker.trackOrder(change('pay', 'A'))
  jest.advanceTimersByTime(0)
  await tap('#clear-list')
  expect(texts()).toContain('「清空列表」只清空显示')
  expect(texts()).toContain('清空之前的事件里还有 1 条待发送')
  expect(tracker.getStatus().pending).toBe(1)
  answer(0)
  expect(phone.requests).toHaveLength(1)
  expect(tracker.getStatus()).toMatchObject({ pending: 0, accepted: 1 })
})

test('of 200 events 50 are drawn, in one go; more at a tap', async () => {
  const { tracker, inspector, drawings, tap, texts } = open()
  const before = drawings()
  for (let i = 0; i < 200; i++) tracker.trackOrder(change('pay', `A${i}`))
  jest.advanceTimersByTime(100)
  expect(drawings()).toBe(before + 1)
  expect(inspector.querySelector('#row-49')).toBeDefined()
  expect(inspector.querySelector('#row-50')).toBeUndefined()
  expect(texts('#more')).toBe('更多（还有 150 条）')
  await tap('#more')
  expect(inspector.querySelector('#row-99')).toBeDefined()
})

test('taken off the page it stops listening and leaves no timer of its own', () => {
  const { tracker, inspector, drawings } = open()
  const before = jest.getTimerCount()
  inspector.detach()
  expect(jest.getTimerCount()).toBe(before - 1)
  const drawn = drawings()
  tracker.trackOrder(change('pay', 'A'))
  jest.advanceTimersByTime(10_000)
  expect(drawings()).toBe(drawn)
})

test('on a hidden page nothing is drawn until the page is shown again', () => {
  const { tracker, inspector, drawings, texts } = open()
  inspector.triggerPageLifeTime('hide')
  const drawn = drawings()
  tracker.trackOrder(change('pay', 'A'))
  jest.advanceTimersByTime(10_000)
  expect(drawings()).toBe(drawn)
  inspector.triggerPageLifeTime('show')
  expect(texts('#row-0')).toContain('核销')
})

test('the theme is the host’s choice', () => {
  expect(open('develop').inspector.dom.querySelector('[class*=auto]')).not.toBeNull()
  const dark = open('develop', { theme: 'dark' }).inspector.dom
  expect(dark.querySelector('[class*=dark]')).not.toBeNull()
})

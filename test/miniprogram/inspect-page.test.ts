/** @jest-environment jsdom */
import { drawn, openPage, tap, words } from './render'
import { startShop } from './start-shop'

test('shows what happened before it was opened and while it is open, until it is closed', async () => {
  const { tracker } = startShop()
  jest
    .requireActual<{ reportLog: { start(): void } }>('../../miniprogram/stores/report-log')
    .reportLog.start()
  const say = (entry: object) => tracker.listeners.forEach((listen) => listen({ at: 1, ...entry }))
  say({ happening: 'queued', event_id: 'pre_consume/SL1/piece-1' })
  const page = openPage('pages/inspect')
  expect(words(page)).toContain('预核销')
  expect(words(page)).toContain('SL1 · piece-1')
  say({ happening: 'refused', event_id: 'consume/SL1/piece-1', reason: 'code 40001' })
  await drawn()
  expect(words(page)).toContain('有数拒收')
  expect(words(page)).toContain('code 40001')
  expect(tracker.listeners.size).toBe(2)
  page.instance['onUnload']?.()
  expect(tracker.listeners.size).toBe(1)
})

test('says what to do while nothing was reported', () => {
  startShop()
  expect(words(openPage('pages/inspect'))).toContain('还没有上报')
})

test('sends at once, and sends the refused ones again', async () => {
  const { tracker } = startShop()
  const page = openPage('pages/inspect')
  await tap(page, '#flush >>> .van-button')
  await tap(page, '#retry-refused >>> .van-button')
  expect(tracker.calls.map(([name]) => name)).toEqual(
    expect.arrayContaining(['flush', 'retryRefused']),
  )
})

test('a withdrawn consent reaches the plugin, and is remembered after a restart', async () => {
  const { tracker, storage } = startShop()
  await tap(openPage('pages/inspect'), '#consent >>> .van-switch')
  expect(tracker.calls).toContainEqual(['setConsent', false])
  startShop(storage)
  expect(openPage('pages/inspect').instance.data['granted']).toBe(false)
})

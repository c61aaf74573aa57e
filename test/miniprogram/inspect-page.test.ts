/** @jest-environment jsdom */
import { openPage, tap, words } from './render'
import { startShop } from './start-shop'

test('a withdrawn consent reaches the plugin, and is remembered after a restart', async () => {
  const { tracker, storage } = startShop()
  await tap(openPage('pages/inspect'), '#consent >>> .van-switch')
  expect(tracker.calls).toContainEqual(['setConsent', false])
  startShop(storage)
  expect(openPage('pages/inspect').instance.data['granted']).toBe(false)
})

test('a consent that is given again reaches the plugin', async () => {
  const { tracker } = startShop(new Map([['consent', 'withdrawn']]))
  const page = openPage('pages/inspect')
  expect(words(page)).toContain('关闭后不再上报')
  await tap(page, '#consent >>> .van-switch')
  expect(tracker.calls).toContainEqual(['setConsent', true])
})

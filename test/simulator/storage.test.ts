/** @jest-environment jsdom */
import { createStorageApi } from '../../simulator/phone/wx/storage'

const { host } = createStorageApi('host:')
const { plugin } = createStorageApi('plugin:')

beforeEach(() => localStorage.clear())

test.each([['text'], [7], [false], [{ a: [1, null] }], ['']])(
  '%j comes back as it was',
  (value) => {
    host.setStorageSync('key', value)
    expect(host.getStorageSync('key')).toEqual(value)
  },
)

test('what is not there reads as an empty string, and fails when asked for later', async () => {
  expect(plugin.getStorageSync('gone')).toBe('')
  await expect(plugin.getStorage({ key: 'gone' })).rejects.toEqual({
    errMsg: 'getStorage:fail data not found',
  })
})

test('host and plugin do not see what the other keeps, nor clear it', () => {
  host.setStorageSync('key', 'of the host')
  plugin.setStorageSync('key', 'of the plugin')
  expect(plugin.getStorageSync('key')).toBe('of the plugin')
  expect(host.getStorageInfoSync().keys).toEqual(['key'])
  host.clearStorageSync()
  expect(plugin.getStorageSync('key')).toBe('of the plugin')
})

test('one key holds at most 1 MB; more throws and keeps the old', () => {
  plugin.setStorageSync('key', 'old')
  expect(() => plugin.setStorageSync('key', 'x'.repeat(1024 * 1024))).toThrow(
    'setStorageSync:fail entry size limit reached',
  )
  expect(plugin.getStorageSync('key')).toBe('old')
})

test('a plugin cannot ask what else is stored', () => {
  expect(Object.keys(plugin)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/Info|clear/)]),
  )
})

test('given callbacks, an API calls them; given none, it is a promise', async () => {
  const calls: string[] = []
  const both = new Promise<void>((resolve) => {
    const answer = host.setStorage({
      key: 'key',
      data: 1,
      success: ({ errMsg }) => calls.push(`success ${errMsg}`),
      complete: () => resolve(),
    })
    calls.push(`at once ${typeof answer}`)
  })
  await both
  expect(calls).toEqual(['at once undefined', 'success setStorage:ok'])
  expect(await host.getStorage({ key: 'key' })).toEqual({ data: 1, errMsg: 'getStorage:ok' })
})

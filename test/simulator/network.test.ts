import { createNetwork } from '../../simulator/phone/wx/system'

test('losing and regaining the network calls each listener once', () => {
  const { api, set } = createNetwork(true)
  const calls: unknown[] = []
  api.onNetworkStatusChange((status) => calls.push(status))
  ;[true, false, false, true].forEach(set)
  expect(calls).toEqual([
    { isConnected: false, networkType: 'none' },
    { isConnected: true, networkType: 'wifi' },
  ])
})

test('a removed listener is not called', () => {
  const { api, set } = createNetwork(true)
  const [first, second] = [jest.fn(), jest.fn()]
  api.onNetworkStatusChange(first)
  api.onNetworkStatusChange(second)
  api.offNetworkStatusChange(first)
  set(false)
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1])
})

test('the type of the network can be asked for', async () => {
  expect(await createNetwork(false).api.getNetworkType()).toMatchObject({ networkType: 'none' })
})

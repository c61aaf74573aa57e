import { createNetwork } from '../../simulator/phone/wx/system'

test('losing and regaining the network is told once each', () => {
  const { api, set } = createNetwork(true)
  const told: unknown[] = []
  api.onNetworkStatusChange((status) => told.push(status))
  ;[true, false, false, true].forEach(set)
  expect(told).toEqual([
    { isConnected: false, networkType: 'none' },
    { isConnected: true, networkType: 'wifi' },
  ])
})

test('who no longer listens is not told', () => {
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

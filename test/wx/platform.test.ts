import type { Platform } from '../../plugin/tracker'
import { installWx } from '../kit/wx'

const { platform } = jest.requireActual<{ platform: Platform }>('../../plugin/wx/platform')

test('the entry is what WeChat says of it, each time anew', () => {
  const fake = installWx()
  expect(platform.entry()).toEqual({ scene: 1001, path: 'pages/index', query: {} })
  fake.entry = { scene: 1089 }
  expect(platform.entry()).toEqual({ scene: 1089 })
})

test('the mini-program’s own appid is the host’s', () => {
  installWx()
  expect(platform.wxAppId()).toBe('wx9d4f5f22pa099f82')
})

test('the network’s return is told each time, its loss is not', () => {
  const { network } = installWx()
  let returns = 0
  platform.onOnline(() => void returns++)
  network(false)
  expect(returns).toBe(0)
  network(true)
  network(false)
  network(true)
  expect(returns).toBe(2)
})

test.each(['missing', 'throwing'])(
  'on a base library where they are %s, functions are an absence',
  (how) => {
    const { broken, wx } = installWx()
    for (const name of ['getEnterOptionsSync', 'getAccountInfoSync', 'onNetworkStatusChange']) {
      if (how === 'missing') delete wx[name]
      else broken.add(name)
    }
    expect(platform.entry()).toBeUndefined()
    expect(platform.wxAppId()).toBe('')
    expect(() => platform.onOnline(() => undefined)).not.toThrow()
  },
)

test('the way to the collector sees where to send only when it sends', () => {
  const { requests } = installWx()
  const target = { appId: 'bi1', reportUrl: 'https://a.example/report' }
  const send = platform.createTransport(() => target)
  target.reportUrl = 'https://b.example/report'
  send([], () => undefined)
  expect(requests[0]?.url).toMatch(/^https:\/\/b\.example\/report\?app_id=bi1&/)
})

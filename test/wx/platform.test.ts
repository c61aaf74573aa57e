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

test('the network’s return is passed on each time, its loss is not', () => {
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

test('a request goes to where its events belong', () => {
  const { requests } = installWx()
  for (const host of ['a', 'b']) {
    const to = { appId: `bi-${host}`, reportUrl: `https://${host}.example/report` }
    platform.transport({ texts: ['{}'], to }, () => undefined)
  }
  expect(requests.map(({ url }) => url.split('&')[0])).toEqual([
    'https://a.example/report?app_id=bi-a',
    'https://b.example/report?app_id=bi-b',
  ])
})

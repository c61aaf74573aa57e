import type { Outside } from '../../plugin/outside'
import { installWx } from '../fakes/wx'

const { phone } = jest.requireActual<{ phone: Outside }>('../../plugin/wx/phone')

test('the entry is what WeChat says of it, each time anew', () => {
  const fake = installWx()
  expect(phone.entry()).toEqual({ scene: 1001, path: 'pages/index', query: {} })
  fake.entry = { scene: 1089 }
  expect(phone.entry()).toEqual({ scene: 1089 })
})

test('the mini-program’s own appid is the host’s', () => {
  installWx()
  expect(phone.wxAppId()).toBe('wx9d4f5f22pa099f82')
})

test('the network’s return is told each time, its loss is not', () => {
  const { network } = installWx()
  let returns = 0
  phone.onOnline(() => void returns++)
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
    expect(phone.entry()).toBeUndefined()
    expect(phone.wxAppId()).toBe('')
    expect(() => phone.onOnline(() => undefined)).not.toThrow()
  },
)

test('the way to the collector sees where to send only when it sends', () => {
  const { requests } = installWx()
  const target = { appId: 'bi1', reportUrl: 'https://a.example/report' }
  const send = phone.createSend(() => target)
  target.reportUrl = 'https://b.example/report'
  send([], () => undefined)
  expect(requests[0]?.url).toMatch(/^https:\/\/b\.example\/report\?app_id=bi1&/)
})

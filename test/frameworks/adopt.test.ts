import { change, createPhone, OPTIONS, openPage, USER } from '../kit/phone'

type Entry = { scene: number; path: string; query: Record<string, string>; referrerInfo?: object }
interface Sr {
  readonly inited: boolean
  init(options: object): void
  setUser(user: object): void
  track(name: string, data: object): unknown
  getLocalId(): string | undefined
  getWxUserInfo(): Record<string, unknown> | undefined
}
type Loaded = Sr & { default?: Sr }
const VERSIONS: [version: string, load: () => Loaded][] = [
  ['1.8.2', () => jest.requireActual<Loaded>('sr-sdk-wxapp-1.8')],
  ['1.10.1', () => jest.requireActual<Loaded>('sr-sdk-wxapp-1.10')],
  ['2.1.1', () => jest.requireActual<Loaded>('sr-sdk-wxapp-2.1')],
]
const APP_ID = 'wx9d4f5f22pa099f82'
const ENTRY = { scene: 1047, path: 'pages/order', query: { chan_id: 'poster_1', table: '7' } }
const PAGE = { route: 'pages/order', options: { id: '1', phone: '13800000000' } }
const host: Record<string, unknown> = globalThis

/** The SDK as npm has it, in a host of its own. Its wire and ours are kept apart. */
const openHost = (load: () => Loaded) => {
  jest.resetModules()
  const requests: { url: string; data: unknown }[] = []
  const cells = new Map<string, unknown>()
  const listeners: ((entry: Entry) => void)[] = []
  const known: Record<string, unknown> = {
    request: (options: (typeof requests)[number]) => (requests.push(options), { abort() {} }),
    getStorageSync: (key: string) => cells.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void cells.set(key, value),
    getSystemInfoSync: () => ({ brand: 'x', model: 'x', platform: 'ios', SDKVersion: '3.0.0' }),
    getAccountInfoSync: () => ({ miniProgram: { appId: APP_ID } }),
    getLaunchOptionsSync: () => ENTRY,
    getEnterOptionsSync: () => ENTRY,
    onAppShow: (listener: (entry: Entry) => void) => void listeners.push(listener),
  }
  host['wx'] = new Proxy(known, { get: (_, key) => known[String(key)] ?? (() => undefined) })
  host['getCurrentPages'] = () => [PAGE]
  host['getApp'] = () => ({})
  let app: { onLaunch?: (entry: Entry) => void; onShow?: (entry: Entry) => void } = {}
  for (const name of ['Page', 'Component']) host[name] = () => undefined
  host['App'] = (options: typeof app) => {
    app = options
  }
  const loaded = load()
  const sr = loaded.default ?? loaded
  return {
    sr,
    requests,
    start() {
      sr.init({ token: 'bi0000000000000000', appid: APP_ID, autoProxy: true })
    },
    show() {
      ;(host['App'] as (options: object) => void)({ onLaunch() {}, onShow() {} })
      app.onLaunch?.(ENTRY)
      app.onShow?.(ENTRY)
      for (const listener of listeners) listener(ENTRY)
    },
  }
}

let spies: jest.SpyInstance[]
beforeEach(() => {
  jest.useFakeTimers()
  spies = (['error', 'warn', 'log', 'info'] as const).map((name) =>
    jest.spyOn(console, name).mockReturnValue(),
  )
})
afterEach(() => {
  jest.useRealTimers()
  for (const spy of spies) spy.mockRestore()
})

const order = (order_status: string, order_id = 'A') => ({
  order: { order_id, order_status, order_time: 1_760_000_000_000 },
  sub_orders: [{ sub_order_id: `${order_id}-1`, order_amt: 1, pay_amt: 1 }],
})

describe.each(VERSIONS)('beside sr-sdk-wxapp %s', (_, load) => {
  test.each(['before', 'after'])(
    'handed over %s its init, both wires have one user, one channel and one page',
    async (when) => {
      const { sr, start, show } = openHost(load)
      const phone = createPhone()
      const tracker = phone.launch()
      tracker.init(OPTIONS)
      const early: unknown = when === 'before' ? tracker.adopt(sr) : sr
      start()
      show()
      sr.setUser({ open_id: 'o-sr', user_id: 'u-sr', tag: [{ tag_id: '1', tag_name: '游客' }] })
      const late: unknown = when === 'after' ? tracker.adopt(sr) : sr
      expect([early, late]).toEqual([sr, sr])
      tracker.setUser({ open_id: 'o-own', union_id: 'union' })
      openPage(tracker, { route: 'pages/own' })
      tracker.trackOrder(change('pay', 'A'))
      await phone.clock.pass(60_000)
      const [event] = phone.collector.stored
      expect(event?.props.wx_user).toMatchObject({
        app_id: APP_ID,
        open_id: 'o-sr',
        user_id: 'u-sr',
        union_id: 'union',
        local_id: sr.getLocalId(),
        tag: [{ tag_id: '1', tag_name: '游客' }],
      })
      expect(event?.props.page).toBe('pages/order?id=1')
      expect(event?.props.chan.chan_wxapp_scene).toBe(1047)
      expect(event?.props.chan).not.toHaveProperty('table')
    },
  )

  test('nothing of it is changed for the merchant', () => {
    const bare = openHost(load)
    bare.start()
    const asBare = bare.sr.track('custom_order', order('pay')) === bare.sr
    const { sr, start } = openHost(load)
    const keys = Object.keys(sr)
    const adopted = createPhone().start().adopt(sr)
    expect(adopted).toBe(sr)
    expect(Object.keys(sr)).toEqual(keys)
    start()
    const data = order('pay')
    const copy = JSON.stringify(data)
    expect(sr.track('custom_order', data) === sr).toBe(asBare)
    expect(JSON.stringify(data)).toBe(copy)
    const error = new Error('theirs')
    const throwing = {
      get order() {
        throw error
      },
    }
    let thrown: unknown
    try {
      sr.track('custom_order', throwing)
    } catch (caught) {
      thrown = caught
    }
    expect([undefined, error]).toContain(thrown)
  })

  test('before its init it is asked nothing, since it complains of every question', () => {
    const { sr } = openHost(load)
    const tracker = createPhone().start()
    tracker.adopt(sr)
    const [error] = spies
    error?.mockClear()
    tracker.trackOrder(change('pay', 'A'))
    expect(error).not.toHaveBeenCalled()
  })

  test('statuses follow from custom_order once coupons were attached', async () => {
    const { sr, start } = openHost(load)
    start()
    const phone = createPhone()
    const tracker = phone.start()
    tracker.adopt(sr)
    sr.track('custom_order', order('give_order'))
    const { queued } = tracker.trackOrder(change('give_order', 'A'))
    sr.track('custom_order', order('give_order'))
    sr.track('custom_order', order('pay'))
    sr.track('custom_order', order('pay', 'unknown'))
    sr.track('custom_order', { order: { order_status: 'pay' } })
    sr.track('custom_order', order('refund'))
    sr.track('browse_sku_page', {})
    await phone.clock.pass(60_000)
    expect(queued).toEqual(['pre_consume/A/A-coupon-0'])
    expect(phone.collector.ids()).toEqual([
      'pre_consume/A/A-coupon-0',
      'consume/A/A-coupon-0',
      'refund_consume/A/A-coupon-0',
    ])
    expect(tracker.getStatus().duplicate).toBe(0)
  })

  test('a refund in a later run follows too', async () => {
    const { sr, start } = openHost(load)
    start()
    const phone = createPhone()
    const first = phone.start()
    first.adopt(sr)
    first.trackOrder(change('pay', 'A'))
    await phone.clock.pass(60_000)
    const second = phone.start()
    second.adopt(openHost(load).sr)
    const again = openHost(load)
    again.start()
    second.adopt(again.sr)
    again.sr.track('custom_order', order('pay'))
    again.sr.track('custom_order', order('refund'))
    await phone.clock.pass(60_000)
    expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0', 'refund_consume/A/A-coupon-0'])
    second.setConsent(false)
    expect([...phone.storage.cells.values()].join()).not.toContain('A-coupon-0')
  })

  test.each([
    ['damaged', '2,0,[1', /^2,\w+,\[\[/],
    ['by a newer version', '9,x,{}', /^9,x,\{\}$/],
  ])('orders kept %s: the next status is reported all the same', async (_state, stored, kept) => {
    const phone = createPhone()
    phone.storage.cells.set('youshu-coupon:o', stored)
    const { sr, start } = openHost(load)
    start()
    const tracker = phone.start()
    tracker.adopt(sr)
    tracker.trackOrder(change('pay', 'A'))
    sr.track('custom_order', order('refund'))
    await phone.clock.pass(60_000)
    expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0', 'refund_consume/A/A-coupon-0'])
    expect(phone.storage.cells.get('youshu-coupon:o')).toMatch(kept)
  })

  test('a coupon of a sub-order follows the order of that sub-order', async () => {
    const { sr, start } = openHost(load)
    start()
    const phone = createPhone()
    const tracker = phone.start()
    tracker.adopt(sr)
    const { coupons } = change('give_order', 'A')
    tracker.trackOrder({ order_status: 'give_order', sub_order_id: 'A-1', coupons })
    sr.track('custom_order', order('pay'))
    await phone.clock.pass(60_000)
    expect(phone.collector.ids()).toContain('consume/sub~A-1/A-coupon-0')
  })

  test('an open_id that the SDK finds by itself sends what waits for one', async () => {
    const { sr, start } = openHost(load)
    const phone = createPhone()
    const tracker = phone.launch()
    tracker.init(OPTIONS)
    openPage(tracker)
    tracker.adopt(sr)
    start()
    tracker.trackOrder(change('pay', 'A'))
    await phone.clock.pass(60_000)
    expect(phone.collector.stored).toEqual([])
    sr.setUser(USER)
    openPage(tracker, { route: 'pages/next' })
    await phone.clock.pass(60_000)
    expect(phone.collector.ids()).toEqual(['consume/A/A-coupon-0'])
  })
})

const ABSENT: [what: string, sr: unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'sr'],
  ['an older SDK without track', { init() {} }],
  ['a frozen SDK', Object.freeze({ track: () => 'tracked', inited: true })],
  [
    'an SDK whose answers throw',
    {
      inited: true,
      track: () => 'tracked',
      getWxUserInfo() {
        throw new Error('theirs')
      },
      getChanInfo: () => 'none',
      getPagePathInfo: () => ({}),
    },
  ],
  [
    'an SDK that throws when it is looked at',
    Object.defineProperty({}, 'track', {
      get() {
        throw new Error('theirs')
      },
    }),
  ],
]
test.each(ABSENT)('%s is handed back as it is, and the plugin goes on', async (_, sr) => {
  const phone = createPhone()
  const tracker = phone.start()
  expect(tracker.adopt(sr)).toBe(sr)
  expect(tracker.adopt(sr)).toBe(sr)
  const { queued } = tracker.trackOrder(change('pay', 'A'))
  await phone.clock.pass(60_000)
  expect(phone.collector.ids()).toEqual(queued)
  expect(phone.collector.stored[0]?.props.wx_user.open_id).toBe(USER.open_id)
})

test('what the SDK throws reaches the merchant, and the status is followed all the same', async () => {
  const error = new Error('theirs')
  const sr = {
    inited: true,
    track(_name: string, _data: object) {
      throw error
    },
  }
  const phone = createPhone()
  const tracker = phone.start()
  tracker.adopt(sr)
  tracker.trackOrder(change('give_order', 'A'))
  expect(() => sr.track('custom_order', order('pay'))).toThrow(error)
  await phone.clock.pass(60_000)
  expect(phone.collector.ids()).toContain('consume/A/A-coupon-0')
})

import { createObserved } from '../kit/capture'

const encode = encodeURIComponent
const enter = (options: object) => {
  const { capture, chan } = createObserved()
  capture.appShow(options)
  return JSON.parse(JSON.stringify(chan())) as object
}

test('scene and referrer are those of the entry', () => {
  const entry = { scene: 1037, query: {}, referrerInfo: { appId: 'wx9d6f5f6gea059654' } }
  expect(enter(entry)).toEqual({
    chan_wxapp_scene: 1037,
    chan_refer_app_id: 'wx9d6f5f6gea059654',
  })
})

test.each([undefined, null, {}, { appId: '' }, { extraData: {} }])(
  'without an app in it, the referrer %j is none',
  (referrerInfo) => {
    expect(enter({ scene: 1011, referrerInfo })).toEqual({ chan_wxapp_scene: 1011 })
  },
)

const CHAN_IDS: [where: string, query: object | undefined, chan_id: string | undefined][] = [
  ['the query', { chan_id: 'poster_1' }, 'poster_1'],
  ['an encoded scene', { scene: encode('chan_id=poster_1&x=2') }, 'poster_1'],
  ['a scene that is not encoded', { scene: 'x=2&chan_id=poster_1' }, 'poster_1'],
  ['a scene with a leading ?', { scene: encode('?chan_id=poster_1') }, 'poster_1'],
  ['a scene where the ? is not encoded', { scene: `?${encode('chan_id=poster_1')}` }, 'poster_1'],
  ['the last of repeated keys', { scene: 'chan_id=a&chan_id=b' }, 'b'],
  ['the last that is not blank', { scene: 'chan_id=a&chan_id=' }, 'a'],
  ['a scene that is partly broken', { scene: 'chan_id=a&x=%E9%' }, 'a'],
  ['a value with an = in it', { scene: encode('chan_id=a=b') }, 'a=b'],
  ['the query before the scene', { chan_id: 'a', scene: 'chan_id=b' }, 'a'],
  ['the scene where the query is blank', { chan_id: '', scene: 'chan_id=b' }, 'b'],
  ['nowhere, as the scene is free text', { scene: 'hello' }, undefined],
  ['nowhere, as the key is another', { scene: 'my_chan_id=a', chan: 'b' }, undefined],
  ['nowhere, as the key has another case', { scene: 'CHAN_ID=a' }, undefined],
  ['nowhere, as there is no query', undefined, undefined],
]
test.each(CHAN_IDS)('chan_id comes from %s', (_, query, chan_id) => {
  expect(enter({ scene: 1047, query })).toEqual({
    chan_wxapp_scene: 1047,
    ...(chan_id && { chan_id }),
  })
})

test('nothing else of the query gets into the channel', () => {
  const query = { chan_id: 'a', phone: '138', gdt_vid: 'x', chan_shop_id: 's', extra: 'e' }
  expect(enter({ scene: 1007, path: 'pages/a', query, shareTicket: 't' })).toEqual({
    chan_wxapp_scene: 1007,
    chan_id: 'a',
  })
})

test('a new chan_id replaces the old; an entry without one keeps it', () => {
  const { capture, chan } = createObserved()
  const ids = [{ chan_id: 'a' }, {}, { chan_id: '' }, { scene: 'chan_id=b' }, { scene: 'x' }].map(
    (query) => {
      capture.appShow({ scene: 1001, query })
      return chan().chan_id
    },
  )
  expect(ids).toEqual(['a', 'a', 'a', 'b', 'b'])
})

test('scene and referrer are always the latest, also where the referrer is gone', () => {
  const { capture, chan } = createObserved()
  capture.appShow({ scene: 1037, referrerInfo: { appId: 'wx1' } })
  capture.appShow({ scene: 1089 })
  expect(JSON.parse(JSON.stringify(chan()))).toEqual({ chan_wxapp_scene: 1089 })
})

test('what the merchant says of the channel stays over entries, until a new chan_id comes', () => {
  const { capture, chan, setChan } = createObserved()
  setChan({ chan_id: 'given', chan_shop_id: 's', chan_shop_name: '南山店' })
  capture.appShow({ scene: 1001 })
  expect(chan()).toMatchObject({ chan_id: 'given', chan_shop_id: 's', chan_shop_name: '南山店' })
  capture.appShow({ scene: 1047, query: { chan_id: 'new' } })
  expect(chan()).toMatchObject({ chan_id: 'new', chan_shop_id: 's', chan_shop_name: '南山店' })
})

test('what was taken down of a channel does not change with the next entry', () => {
  const { capture, chan } = createObserved()
  capture.appShow({ scene: 1011, query: { chan_id: 'A' } })
  const then = chan()
  capture.appShow({ scene: 1089, query: { chan_id: 'B' } })
  expect(then).toMatchObject({ chan_wxapp_scene: 1011, chan_id: 'A' })
})

describe('where the host forwards nothing', () => {
  test('the scene is asked for', () => {
    const { chan, wx } = createObserved()
    wx.entry = { scene: 1047, query: { scene: 'chan_id=a' } }
    expect(chan()).toMatchObject({ chan_wxapp_scene: 1047, chan_id: 'a' })
  })

  test('coming back through another scene is noticed when the page is shown again', () => {
    const { app, chan, register, wx } = createObserved()
    register('pages/home')
    app.reLaunch('pages/home')
    expect(chan().chan_wxapp_scene).toBe(1001)
    app.hide()
    wx.entry = { scene: 1089, query: { chan_id: 'b' } }
    app.show()
    expect(chan()).toMatchObject({ chan_wxapp_scene: 1089, chan_id: 'b' })
  })

  test('coming back to another page is noticed too', () => {
    const { app, chan, register, wx } = createObserved()
    register('pages/home', 'pages/pay')
    app.reLaunch('pages/home')
    app.navigateTo('pages/pay')
    app.hide()
    wx.entry = { scene: 1007, query: { chan_id: 'share' } }
    app.reLaunch('pages/home')
    expect(chan()).toMatchObject({ chan_wxapp_scene: 1007, chan_id: 'share' })
  })

  describe.each(['old first', 'new first'] as const)(
    'and where the framework runs the %s',
    (order) => {
      const enterAgain = (options: object) => {
        const observed = createObserved(order)
        const { app, capture, chan, wx } = observed
        for (const route of ['pages/home', 'pages/pay']) app.register(route, capture.page(options))
        app.reLaunch('pages/home')
        expect(chan()).toEqual({ chan_wxapp_scene: 1001 })
        app.hide()
        wx.entry = { scene: 1047, query: { chan_id: 'poster' } }
        return observed
      }
      const POSTER = { chan_wxapp_scene: 1047, chan_id: 'poster' }

      test.each([
        ['a page', {}],
        ['a page with behaviors', { behaviors: ['owner'], onLoad() {} }],
      ])('coming back is noticed on %s, the same or another', (_, options) => {
        const same = enterAgain(options)
        same.app.show()
        expect(same.chan()).toEqual(POSTER)
        const other = enterAgain(options)
        other.app.reLaunch('pages/pay')
        expect(other.chan()).toEqual(POSTER)
      })

      test('coming back to a page that is not watched is noticed', () => {
        const { app, chan } = enterAgain({})
        app.reLaunch('pages/bare')
        expect(chan()).toEqual(POSTER)
        app.navigateTo('pages/pay')
        expect(chan()).toEqual(POSTER)
      })
    },
  )

  test('the same entry asked for again does not take back what the merchant has set since', () => {
    const { app, chan, register, setChan, wx } = createObserved()
    register('pages/home')
    wx.entry = { scene: 1047, query: { chan_id: 'a' } }
    app.reLaunch('pages/home')
    setChan({ chan_id: 'given' })
    app.hide()
    app.show()
    expect(chan().chan_id).toBe('given')
  })

  test('coming back asks once, also where two lifecycles say that the page is shown', () => {
    const { app, capture, wx } = createObserved()
    app.register('pages/home', capture.component({ methods: { onShow() {} } }))
    app.reLaunch('pages/home')
    const { asked } = wx
    app.hide()
    app.show()
    expect(wx.asked).toBe(asked + 1)
  })

  test('walking from page to page asks for nothing', () => {
    const { app, register, wx } = createObserved()
    register('pages/home', 'pages/pay')
    app.reLaunch('pages/home')
    const { asked } = wx
    app.navigateTo('pages/pay')
    app.redirectTo('pages/pay?again=1')
    expect(wx.asked).toBe(asked)
  })

  test('an old base library leaves the scene unknown', () => {
    const { chan, wx } = createObserved()
    wx.entry = undefined
    expect(chan().chan_wxapp_scene).toBeUndefined()
  })
})

describe('where the host forwards App.onShow', () => {
  test('nothing is asked for any more', () => {
    const { app, capture, chan, register, wx } = createObserved()
    capture.appShow({ scene: 1011 })
    register('pages/home')
    app.reLaunch('pages/home')
    expect(chan().chan_wxapp_scene).toBe(1011)
    expect(wx.asked).toBe(0)
  })

  test('the app’s own onShow is the entry', () => {
    const { capture, chan, shown } = createObserved()
    const seen: unknown[] = []
    const app = capture.app({ onShow: (entry: object) => void seen.push(entry) })
    app.onShow({ scene: 1047, query: { chan_id: 'a' } })
    expect(chan()).toMatchObject({ chan_wxapp_scene: 1047, chan_id: 'a' })
    expect(seen).toEqual([{ scene: 1047, query: { chan_id: 'a' } }])
    expect(shown).toEqual(['shown'])
  })

  test('an app without an onShow gets one that only watches', () => {
    const { capture, chan } = createObserved()
    const app = capture.app({}) as { onShow?: (entry: object) => unknown }
    expect(app.onShow?.({ scene: 1047 })).toBeUndefined()
    expect(chan().chan_wxapp_scene).toBe(1047)
  })

  test.each([undefined, {}])('with %p for the entry, it is asked for instead', (nothing) => {
    const { capture, chan } = createObserved()
    const app = capture.app({ onShow: (_entry: unknown) => undefined })
    app.onShow(nothing)
    expect(chan().chan_wxapp_scene).toBe(1001)
    app.onShow(nothing)
    expect(chan().chan_wxapp_scene).toBe(1001)
  })
})

import { createObserved } from '../kit/capture'

const entered = (options: unknown) => {
  const { capture, chan, wx } = createObserved()
  wx.entry = { scene: 1007, query: {} }
  capture.appShow(options as never) // a host without a compiler
  return chan()
}

test('a scene in digits is its number', () => {
  expect(entered({ scene: '1011' })).toEqual({ chan_wxapp_scene: 1011 })
})

test.each(['chan_id%3DSCAN', '10.5', {}, NaN, null, 1011.5, '', true])(
  'where the scene is %p, it is that of the entry',
  (scene) => {
    expect(entered({ scene, query: { chan_id: 'a' } })).toEqual({
      chan_wxapp_scene: 1007,
      chan_id: 'a',
    })
  },
)

test('a referrer by number is a text, and one that is none is left out', () => {
  const scene = 1037
  expect(entered({ scene, referrerInfo: { appId: 12345 } })).toMatchObject({
    chan_refer_app_id: '12345',
  })
  for (const referrerInfo of ['wx1', { appId: {} }, { appId: NaN }, 7]) {
    expect(entered({ scene, referrerInfo })).toEqual({ chan_wxapp_scene: 1037 })
  }
})

test('a chan_id by number is a text, and one that is none or a person’s is left out', () => {
  expect(entered({ scene: 1001, query: { chan_id: 42 } })).toMatchObject({ chan_id: '42' })
  for (const chan_id of [{}, ['a'], true, '13800000000']) {
    expect(entered({ scene: 1001, query: { chan_id } })).toEqual({ chan_wxapp_scene: 1001 })
  }
  expect(entered({ scene: 1001, query: 'chan_id=a' })).toEqual({ chan_wxapp_scene: 1001 })
})

test('half an emoji in a chan_id is mended', () => {
  expect(entered({ scene: 1001, query: { chan_id: 'a\ud83c' } }).chan_id).toBe('a\ufffd')
})

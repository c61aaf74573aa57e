import type { RequestOptions } from './network'
import type { PhoneStorage } from './phone-storage'

type Listener = (event: never) => void
interface Callbacks {
  readonly success?: (result: object) => void
  readonly fail?: (error: { errMsg: string }) => void
  readonly complete?: (result: object) => void
}

export const ENTRY = { path: 'pages/order', query: { chan_id: 'spring' }, scene: 1011 }
const SYSTEM = {
  brand: 'iPhone',
  model: 'iPhone 15',
  version: '8.0.50',
  SDKVersion: '3.5.0',
  system: 'iOS 18.0',
  platform: 'ios',
  language: 'zh_CN',
  screenWidth: 390,
  screenHeight: 844,
  pixelRatio: 3,
  benchmarkLevel: 1,
  safeArea: {},
}
/** What a plugin is given of `wx`, as far as it matters here. Source: WeChat, 插件可用 API. */
const PLUGIN_API = [
  'request',
  'getStorageSync',
  'setStorageSync',
  'removeStorageSync',
  'getAccountInfoSync',
  'getEnterOptionsSync',
  'onNetworkStatusChange',
]

/** `wx` for one run of the app. `later` calls back in another turn; `alive` is false after a kill. */
export const createFakeWx = (
  storage: PhoneStorage,
  send: (options: RequestOptions) => void,
  later: (run: () => void) => void,
  alive: () => boolean,
) => {
  const listeners: Record<string, Listener[]> = {}
  const on = (name: string) => (listener: Listener) => void (listeners[name] ??= []).push(listener)
  const give = (result: object) => (callbacks: Callbacks) =>
    later(() => {
      callbacks.success?.(result)
      callbacks.complete?.(result)
    })
  const set = (key: string, data: unknown) => alive() && storage.write(key, data)
  const api = {
    getStorageSync: (key: string) => (alive() ? (storage.read(key) ?? '') : ''),
    setStorageSync: (key: string, data: unknown) => void set(key, data),
    removeStorageSync: (key: string) => void (alive() && storage.remove(key)),
    getStorage(options: Callbacks & { key: string }) {
      const data = storage.read(options.key)
      if (data !== undefined) return give({ data, errMsg: 'getStorage:ok' })(options)
      const errMsg = 'getStorage:fail data not found'
      return later(() => {
        options.fail?.({ errMsg })
        options.complete?.({ errMsg })
      })
    },
    // In favour of who uses it: the data count as written when the call returns.
    setStorage(options: Callbacks & { key: string; data: unknown }) {
      set(options.key, options.data)
      give({ errMsg: 'setStorage:ok' })(options)
    },
    removeStorage(options: Callbacks & { key: string }) {
      if (alive()) storage.remove(options.key)
      give({ errMsg: 'removeStorage:ok' })(options)
    },
    request(options: RequestOptions) {
      if (alive()) send(options)
      return { abort: () => undefined }
    },
    login: give({ code: '0a1b2c', errMsg: 'login:ok' }),
    getSystemInfo: give(SYSTEM),
    getNetworkType: give({ networkType: 'wifi' }),
    getSystemInfoSync: () => ({ ...SYSTEM }),
    getAccountInfoSync: () => ({
      miniProgram: { appId: 'wx9d4f5f22pa099f82', envVersion: 'release', version: '1.0.0' },
    }),
    getLaunchOptionsSync: () => ({ ...ENTRY }),
    getEnterOptionsSync: () => ({ ...ENTRY }),
    setNavigationBarTitle: give({ errMsg: 'setNavigationBarTitle:ok' }),
    onNetworkStatusChange: on('network'),
    onAppShow: on('show'),
    onAppHide: on('hide'),
    onError: on('error'),
    requestPayment: () => undefined,
    getShareInfo: () => undefined,
  }
  return {
    host: api,
    plugin: Object.fromEntries(Object.entries(api).filter(([name]) => PLUGIN_API.includes(name))),
    emit: (name: 'network' | 'show' | 'hide', event: object) => {
      for (const listener of listeners[name] ?? []) listener(event as never)
    },
  }
}

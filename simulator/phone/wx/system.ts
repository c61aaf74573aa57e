import { api } from './api'

interface NetworkStatus {
  readonly isConnected: boolean
  readonly networkType: 'wifi' | 'none'
}
type Listener = (status: NetworkStatus) => void

/** The phone's network. */
export const createNetwork = (online: boolean) => {
  let connected = online
  const listeners = new Set<Listener>()
  /** Those of the phone itself; a mini-program may clear its own. */
  const internal = new Set<Listener>()
  const status = (): NetworkStatus => ({
    isConnected: connected,
    networkType: connected ? 'wifi' : 'none',
  })
  return {
    isConnected: () => connected,
    /** Calls back when the network is lost; returns how to stop waiting. */
    onLost(lost: () => void) {
      const listener: Listener = ({ isConnected }) => !isConnected && lost()
      internal.add(listener)
      return () => void internal.delete(listener)
    },
    set(next: boolean) {
      if (next === connected) return
      connected = next
      for (const listener of [...internal, ...listeners]) listener(status())
    },
    api: {
      getNetworkType: api('getNetworkType', () => ({ networkType: status().networkType })),
      onNetworkStatusChange: (listener: Listener) => void listeners.add(listener),
      offNetworkStatusChange: (listener?: Listener) =>
        listener ? void listeners.delete(listener) : listeners.clear(),
    },
  }
}
export type Network = ReturnType<typeof createNetwork>

// A version of the base library that has every function which the phone implements.
const SDK_VERSION = '3.7.6'

// As in phone.css, in px.
const STATUS_BAR = 40
const NAVIGATION_BAR = 44

const windowInfo = () => {
  const pages = document.getElementById('phone-pages')
  const { innerWidth, innerHeight, devicePixelRatio } = window
  return {
    pixelRatio: devicePixelRatio,
    screenWidth: innerWidth,
    screenHeight: innerHeight,
    windowWidth: innerWidth,
    windowHeight: pages?.clientHeight ?? innerHeight,
    statusBarHeight: STATUS_BAR,
    screenTop: STATUS_BAR + NAVIGATION_BAR,
    safeArea: {
      left: 0,
      top: STATUS_BAR,
      right: innerWidth,
      bottom: innerHeight,
      width: innerWidth,
      height: innerHeight - STATUS_BAR,
    },
  }
}
const deviceInfo = () => ({
  brand: 'devtools',
  model: 'Simulator',
  system: 'iOS 17.0',
  platform: 'devtools',
  abi: '',
  benchmarkLevel: 50,
  memorySize: 4096,
})
const appBaseInfo = () => ({
  SDKVersion: SDK_VERSION,
  language: 'zh_CN',
  version: '8.0.50',
  theme: 'light',
  enableDebug: false,
  fontSizeSetting: 16,
  host: { appId: '' },
})
const systemInfo = () => ({ ...windowInfo(), ...deviceInfo(), ...appBaseInfo() })

/** What the phone says about itself. */
export const createSystemApi = () => ({
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: appBaseInfo,
  getSystemInfoSync: systemInfo,
  getSystemInfo: api('getSystemInfo', systemInfo),
  getSystemSetting: () => ({
    bluetoothEnabled: false,
    locationEnabled: false,
    wifiEnabled: true,
  }),
  getAppAuthorizeSetting: () => ({ notificationAuthorized: 'not determined' }),
  nextTick: (callback: () => void) => queueMicrotask(callback),
})

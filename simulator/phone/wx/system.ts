import { api } from './api'

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

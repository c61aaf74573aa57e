import { api } from './api'

// A version of the base library that has every function which the phone implements.
const SDK_VERSION = '3.7.6'

/** What the phone says about itself. */
export const createSystemApi = () => {
  const windowInfo = () => {
    const pages = document.getElementById('phone-pages')
    const { innerWidth, innerHeight, devicePixelRatio } = window
    return {
      pixelRatio: devicePixelRatio,
      screenWidth: innerWidth,
      screenHeight: innerHeight,
      windowWidth: innerWidth,
      windowHeight: pages?.clientHeight ?? innerHeight,
      statusBarHeight: 44,
      screenTop: 88,
      safeArea: {
        left: 0,
        top: 44,
        right: innerWidth,
        bottom: innerHeight,
        width: innerWidth,
        height: innerHeight - 44,
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
  return {
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
  }
}

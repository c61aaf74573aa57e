import { api } from './api'

const ANIMATED = (
  'translate translateX translateY translateZ translate3d scale scaleX scaleY scaleZ scale3d rotate rotateX rotateY ' +
  'rotateZ rotate3d skew skewX skewY opacity backgroundColor width height left top right bottom matrix matrix3d step'
).split(' ')

// Nothing moves here: an animation is taken, and shows its end at once.
const createStill = () => {
  const still: Record<string, () => unknown> = { export: () => ({ actions: [] }) }
  for (const name of ANIMATED) {
    still[name] = () => still
  }
  return still
}

const menuButton = () => {
  const { left, top, right, bottom, width, height } = (
    document.getElementById('phone-capsule') as HTMLElement
  ).getBoundingClientRect()
  return { left, top, right, bottom, width, height }
}

const copied = { text: '' }

/** What only the host has besides the functions that both may call. `say` shows a toast. */
export const createHostExtras = (say: (words: string) => void) => ({
  env: { USER_DATA_PATH: 'http://usr' },
  // As DevTools answers for what is there; `typeof` shows which names WeChat has.
  canIUse(this: Readonly<Record<string, unknown>>, schema: string) {
    return typeof this[schema.split('.')[0] ?? ''] === 'function'
  },
  login: api('login', () => ({ code: `simulated-${Math.random().toString(36).slice(2)}` })),
  checkSession: api('checkSession', () => undefined),
  vibrateShort: api('vibrateShort', () => undefined),
  vibrateLong: api('vibrateLong', () => undefined),
  showShareMenu: api('showShareMenu', () => undefined),
  hideShareMenu: api('hideShareMenu', () => undefined),
  updateShareMenu: api('updateShareMenu', () => undefined),
  hideKeyboard: api('hideKeyboard', () => (document.activeElement as HTMLElement | null)?.blur()),
  loadFontFace: api(
    'loadFontFace',
    async ({ family, source }: { family: string; source: string }) => {
      document.fonts.add(await new FontFace(family, source).load())
    },
  ),
  makePhoneCall: api('makePhoneCall', ({ phoneNumber }: { phoneNumber: string }) =>
    say(`拨打电话 ${phoneNumber}`),
  ),
  openLocation: api('openLocation', ({ name = '' }: { name?: string }) => say(`打开地图 ${name}`)),
  navigateToMiniProgram: api('navigateToMiniProgram', ({ appId = '' }: { appId?: string }) =>
    say(`打开小程序 ${appId}`),
  ),
  openCustomerServiceChat: api('openCustomerServiceChat', () => say('打开客服会话')),
  setClipboardData: api('setClipboardData', async ({ data }: { data: string }) => {
    copied.text = data
    // The browser may refuse; the phone has its own.
    await navigator.clipboard?.writeText(data).catch(() => undefined)
    say('内容已复制')
  }),
  getClipboardData: api('getClipboardData', () => ({ data: copied.text })),
  setBackgroundColor: api('setBackgroundColor', () => undefined),
  setBackgroundTextStyle: api('setBackgroundTextStyle', () => undefined),
  setKeepScreenOn: api('setKeepScreenOn', () => undefined),
  createAnimation: createStill,
  getMenuButtonBoundingClientRect: menuButton,
  getUpdateManager: () => ({
    onCheckForUpdate: () => undefined,
    onUpdateReady: () => undefined,
    onUpdateFailed: () => undefined,
    applyUpdate: () => undefined,
  }),
  getLogManager: () => ({ debug() {}, info() {}, log() {}, warn() {} }),
  getRealtimeLogManager: () => ({ info() {}, warn() {}, error() {}, setFilterMsg() {} }),
  reportEvent: () => undefined,
  reportAnalytics: () => undefined,
  getExtConfigSync: () => ({}),
  getExtConfig: api('getExtConfig', () => ({ extConfig: {} })),
  onUnhandledRejection: () => undefined,
  offUnhandledRejection: () => undefined,
  onThemeChange: () => undefined,
  offThemeChange: () => undefined,
  onWindowResize: () => undefined,
  offWindowResize: () => undefined,
})

/**
 * The functions that a plugin's `wx` holds here: those that WeChat's documents allow to plugins, as far as the phone
 * has them. `onAppShow`, `onAppHide`, `canIUse`, `getStorageInfoSync`, `getRandomValues` and the privacy functions
 * do not exist for plugins. The route listeners are allowed, but whether a plugin hears by them of the host's
 * pages is written nowhere, so nothing here may lean on them.
 */
export const PLUGIN_WX = [
  'request',
  'getStorage',
  'setStorage',
  'removeStorage',
  'getStorageSync',
  'setStorageSync',
  'removeStorageSync',
  'getLaunchOptionsSync',
  'getEnterOptionsSync',
  'getAccountInfoSync',
  'getSystemInfo',
  'getSystemInfoSync',
  'getDeviceInfo',
  'getAppBaseInfo',
  'getWindowInfo',
  'getSystemSetting',
  'getAppAuthorizeSetting',
  'getNetworkType',
  'onNetworkStatusChange',
  'offNetworkStatusChange',
  'createSelectorQuery',
  'createIntersectionObserver',
  'navigateTo',
  'nextTick',
  'showToast',
  'hideToast',
  'showLoading',
  'hideLoading',
  'showModal',
] as const

/** The plugin's `wx`: of what the phone can do, only what a plugin may call. */
export const createPluginWx = (
  all: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.freeze(Object.fromEntries(PLUGIN_WX.map((name) => [name, all[name]])))

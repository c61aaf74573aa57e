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

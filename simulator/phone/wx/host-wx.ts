import { api, ApiFailure } from './api'

/** What only the host has besides the functions that both may call. */
export const createHostExtras = () => ({
  env: { USER_DATA_PATH: 'http://usr' },
  // As DevTools answers for what is there; a name that the phone lacks is told apart by `typeof`.
  canIUse(this: Readonly<Record<string, unknown>>, schema: string) {
    return typeof this[schema.split('.')[0] ?? ''] === 'function'
  },
  login: api('login', () => ({ code: `simulated-${Math.random().toString(36).slice(2)}` })),
  checkSession: api('checkSession', () => undefined),
  vibrateShort: api('vibrateShort', () => undefined),
  showShareMenu: api('showShareMenu', () => undefined),
  hideShareMenu: api('hideShareMenu', () => undefined),
  setClipboardData: api('setClipboardData', async ({ data }: { data: string }) => {
    await navigator.clipboard.writeText(data).catch(() => {
      throw new ApiFailure('permission denied')
    })
  }),
  getSetting: api('getSetting', () => ({ authSetting: {} })),
  onError: () => undefined,
  offError: () => undefined,
  onUnhandledRejection: () => undefined,
  onPageNotFound: () => undefined,
  onThemeChange: () => undefined,
  getUpdateManager: () => ({
    onCheckForUpdate: () => undefined,
    onUpdateReady: () => undefined,
    onUpdateFailed: () => undefined,
    applyUpdate: () => undefined,
  }),
})

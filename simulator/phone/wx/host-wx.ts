import { api, ApiFailure } from './api'

// Nothing moves here: an animation is taken, and shows its end at once.
const createStill = () => {
  const still: Record<string, () => unknown> = { export: () => ({ actions: [] }) }
  for (const name of [
    'translateX',
    'translateY',
    'translate',
    'scale',
    'rotate',
    'opacity',
    'step',
  ]) {
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
  createAnimation: createStill,
  getMenuButtonBoundingClientRect: menuButton,
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

const KEY = 'consent'

/**
 * The user's consent to reporting, kept by the shop: the plugin forgets everything when it is withdrawn.
 * A real shop starts with false and asks in its own privacy dialogue; the demo starts with true.
 */
export const consent = {
  granted: (): boolean => wx.getStorageSync(KEY) !== 'withdrawn',
  keep: (granted: boolean): void => wx.setStorageSync(KEY, granted ? 'granted' : 'withdrawn'),
}

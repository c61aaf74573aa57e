import type { Storage } from '../delivery/ports'
import { attempt } from '../attempt'

/** The plugin's own storage on the phone, apart from the host's. */
export const storage: Storage = {
  read: (key) =>
    attempt(() => {
      const text: unknown = wx.getStorageSync(key)
      // WeChat answers '' for a key that is not there.
      return text ? String(text) : undefined
    }, null),
  write: (key, text) => attempt(() => (wx.setStorageSync(key, text), true), false),
  remove: (key) => attempt(() => (wx.removeStorageSync(key), true), false),
}

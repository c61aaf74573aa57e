import type { Storage } from '../report/ports'
import { pluginWx } from './plugin-wx'

/** The plugin's own storage on the phone, apart from the host's. Its synchronous calls throw: here that is a value. */
export const storage: Storage = {
  read(key) {
    try {
      const text: unknown = pluginWx().getStorageSync(key)
      return text === '' || text === undefined ? undefined : String(text)
    } catch {
      return null
    }
  },
  write(key, text) {
    try {
      pluginWx().setStorageSync(key, text)
      return true
    } catch {
      return false
    }
  },
  remove(key) {
    try {
      pluginWx().removeStorageSync(key)
      return true
    } catch {
      return false
    }
  },
}

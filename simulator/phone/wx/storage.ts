import { api, ApiFailure } from './api'

// WeChat's bound: 1 MB for one key.
const ENTRY_LIMIT = 1024 * 1024

interface Key {
  readonly key: string
}

const sync =
  <A extends unknown[], R>(name: string, run: (...args: A) => R) =>
  (...args: A): R => {
    try {
      return run(...args)
    } catch (error) {
      throw new Error(`${name}:fail ${(error as Error).message}`, { cause: error })
    }
  }

/** The storage of one code space. It lies in the browser's own under a prefix, so it outlives a killed app. */
export const createStorageApi = (prefix: string) => {
  const read = (key: string): { found: boolean; data: unknown } => {
    const text = localStorage.getItem(prefix + key)
    if (text === null) return { found: false, data: '' }
    return { found: true, data: (JSON.parse(text) as { data?: unknown }).data }
  }
  const write = (key: string, data: unknown) => {
    const text = JSON.stringify({ data })
    if (text.length > ENTRY_LIMIT) throw new ApiFailure('entry size limit reached')
    try {
      localStorage.setItem(prefix + key, text)
    } catch {
      throw new ApiFailure('exceed storage max size 10Mb')
    }
  }
  const keys = () =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
  const remove = (key: string) => localStorage.removeItem(prefix + key)
  const info = () => ({
    keys: keys(),
    currentSize: Math.ceil(
      keys().reduce((sum, key) => sum + (localStorage.getItem(prefix + key)?.length ?? 0), 0) /
        1024,
    ),
    limitSize: 10240,
  })
  const plugin = {
    getStorage: api('getStorage', ({ key }: Key) => {
      const { found, data } = read(key)
      if (!found) throw new ApiFailure('data not found')
      return { data }
    }),
    setStorage: api('setStorage', ({ key, data }: Key & { data: unknown }) => write(key, data)),
    removeStorage: api('removeStorage', ({ key }: Key) => remove(key)),
    getStorageSync: (key: string) => read(key).data,
    setStorageSync: sync('setStorageSync', write),
    removeStorageSync: sync('removeStorageSync', remove),
  }
  const clear = () => keys().forEach(remove)
  const host = {
    ...plugin,
    getStorageInfo: api('getStorageInfo', info),
    getStorageInfoSync: info,
    clearStorage: api('clearStorage', clear),
    clearStorageSync: clear,
  }
  return { plugin, host }
}

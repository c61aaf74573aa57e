/** What the plugin handed to `wx.request`. */
export interface WxRequest {
  readonly url: string
  readonly method: string
  readonly data: unknown
  readonly timeout: number
  readonly success: (result: { statusCode: number; data: unknown }) => void
  readonly fail: (error: { errMsg?: string; errno?: number }) => void
}

/** WeChat's `wx` as a plugin has it: it remembers what was stored and asked for, and answers when a test says so. */
export const createWx = () => {
  const cells = new Map<string, unknown>()
  const requests: WxRequest[] = []
  const listeners: ((status: { isConnected: boolean; networkType: string }) => void)[] = []
  const broken = new Set<string>()
  const fail = (name: string): void => {
    if (broken.has(name)) throw new Error(`${name}:fail`)
  }
  const fake = {
    cells,
    requests,
    /** Names of functions that throw. */
    broken,
    aborted: 0,
    entry: { scene: 1001, path: 'pages/index', query: {} } as object | undefined,
    network: (isConnected: boolean): void => {
      for (const listener of listeners) listener({ isConnected, networkType: 'wifi' })
    },
    wx: {
      getStorageSync(key: string): unknown {
        fail('getStorageSync')
        return cells.get(key) ?? ''
      },
      setStorageSync(key: string, value: unknown): void {
        fail('setStorageSync')
        cells.set(key, value)
      },
      removeStorageSync(key: string): void {
        fail('removeStorageSync')
        cells.delete(key)
      },
      request(options: WxRequest) {
        fail('request')
        requests.push(options)
        return { abort: () => void fake.aborted++ }
      },
      getEnterOptionsSync(): unknown {
        fail('getEnterOptionsSync')
        return fake.entry
      },
      getAccountInfoSync(): unknown {
        fail('getAccountInfoSync')
        return { miniProgram: { appId: 'wx9d4f5f22pa099f82', envVersion: 'release' } }
      },
      onNetworkStatusChange(listener: (typeof listeners)[number]): void {
        fail('onNetworkStatusChange')
        listeners.push(listener)
      },
    } as Record<string, unknown>,
  }
  return fake
}

/** Puts a fresh `wx` where the plugin's adapters look for it. */
export const installWx = () => {
  const fake = createWx()
  Object.assign(globalThis, { wx: fake.wx })
  return fake
}

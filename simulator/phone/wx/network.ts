import { api } from './api'

interface NetworkStatus {
  readonly isConnected: boolean
  readonly networkType: 'wifi' | 'none'
}
type Listener = (status: NetworkStatus) => void

/** The phone's network, as far as the collector's mode "offline" takes it away. */
export const createNetwork = (online: boolean) => {
  let connected = online
  const listeners = new Set<Listener>()
  const status = (): NetworkStatus => ({
    isConnected: connected,
    networkType: connected ? 'wifi' : 'none',
  })
  return {
    isConnected: () => connected,
    set(next: boolean) {
      if (next === connected) return
      connected = next
      listeners.forEach((listener) => listener(status()))
    },
    api: {
      getNetworkType: api('getNetworkType', () => ({ networkType: status().networkType })),
      onNetworkStatusChange: (listener: Listener) => void listeners.add(listener),
      offNetworkStatusChange: (listener?: Listener) =>
        listener ? void listeners.delete(listener) : listeners.clear(),
    },
  }
}
export type Network = ReturnType<typeof createNetwork>

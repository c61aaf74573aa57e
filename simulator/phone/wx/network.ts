import { api } from './api'

interface NetworkStatus {
  readonly isConnected: boolean
  readonly networkType: 'wifi' | 'none'
}
type Listener = (status: NetworkStatus) => void

/** The phone's network. */
export const createNetwork = (online: boolean) => {
  let connected = online
  const listeners = new Set<Listener>()
  /** Those of the phone itself; a mini-program may clear its own. */
  const internal = new Set<Listener>()
  const status = (): NetworkStatus => ({
    isConnected: connected,
    networkType: connected ? 'wifi' : 'none',
  })
  return {
    isConnected: () => connected,
    /** Calls back when the network is lost; returns how to stop waiting. */
    onLost(lost: () => void) {
      const listener: Listener = ({ isConnected }) => !isConnected && lost()
      internal.add(listener)
      return () => void internal.delete(listener)
    },
    set(next: boolean) {
      if (next === connected) return
      connected = next
      for (const listener of [...internal, ...listeners]) listener(status())
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

import { shopServer } from '../kit/shop-server'
import { recordTracker } from '../kit/tracker'

/**
 * The demo shop on a phone that keeps `storage`: called twice with one storage, it is the same phone after a restart.
 * Load its scripts afterwards and by `jest.requireActual`: anew, and without their types, which are WeChat's.
 */
export function startShop(storage = new Map<string, unknown>()) {
  jest.resetModules()
  const tracker = recordTracker()
  const server = shopServer()
  const went: string[] = []
  const toasts: string[] = []
  const warnings: string[] = []
  const go = async ({ url }: { url: string }) => void went.push(url)
  const host: Record<string, unknown> = globalThis
  console.warn = (text: string) => void warnings.push(text)
  host['wx'] = {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    // A copy, as WeChat makes one.
    setStorageSync: (key: string, value: unknown) =>
      storage.set(key, JSON.parse(JSON.stringify(value))),
    login: async () => ({ code: 'a code' }),
    request: server.request,
    navigateTo: go,
    redirectTo: go,
    reLaunch: go,
    setNavigationBarTitle: async () => {},
    showToast: async ({ title }: { title: string }) => void toasts.push(title),
    getSystemInfoSync: () => ({ SDKVersion: '3.7.6' }),
    nextTick: (run: () => void) => void Promise.resolve().then(run),
  }
  host['requirePlugin'] = () => tracker.plugin
  return { tracker, server, storage, went, toasts, warnings }
}

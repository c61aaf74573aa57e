import { openStore, type Store } from '../../../cloudfunctions/coupon-gateway/store/store'
import { systemPorts } from '../../../cloudfunctions/coupon-gateway/lib/ports'
import { createUpstreams, TIMING } from '../../../cloudfunctions/coupon-gateway/lib/upstreams'
import { COMPLETE, type OpenServer, openServer, settingsOf } from '../open-server'
import { APP_ID } from '../fakes/youshu'
import { createVendor } from './vendor'

/** The whole gateway with a store, and the vendor that it forwards to. Nothing is forwarded before the test asks for it. */
export interface StoreServer extends OpenServer {
  readonly store: Store
  readonly vendor: ReturnType<typeof createVendor>
  readonly report: (
    body: unknown,
    query?: string,
    headers?: Record<string, string>,
  ) => Promise<Response>
  readonly get: (path: string, credential?: string) => Promise<Response>
}

export const openStoreServer = async (
  env: Record<string, string | undefined>,
): Promise<StoreServer> => {
  const vendor = createVendor()
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const settings = settingsOf({ ...COMPLETE, ...env })
  const ports = { ...systemPorts(silent), ...vendor.ports }
  const upstreams = createUpstreams(ports, settings.GATEWAY_UPSTREAM_CONCURRENCY)
  const store = await openStore(settings, ports, upstreams.portsOf)
  if (!store || 'problem' in store) throw new Error('There is no store')
  // A test that is about slow answers of the store names its own wait.
  const timing = { ...TIMING, store: 60_000 }
  const server = await openServer(env, undefined, store, timing, undefined, upstreams)
  return {
    ...server,
    store,
    vendor,
    report: (body, query = `app_id=${APP_ID}&timestamp=1&nonce=n`, headers = {}) =>
      fetch(`${server.url}/report?${query}`, {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    get: (path, credential) =>
      fetch(`${server.url}${path}`, {
        headers: credential === undefined ? {} : { authorization: `Bearer ${credential}` },
      }),
    close: async () => {
      await server.close()
      await store.close()
    },
  }
}

import type { Batch, GatewayCall, GatewayMode } from '../../simulator/contracts'
import type { Simulator } from '../../simulator/start-simulator'

export const cart = {
  multi_mark: 'shanlan-hubin',
  trade_marks: [{ num: 2, trade_mark: 'AOdjf7u', price: 26.8 }],
  type_cate: 1,
}

interface Login {
  readonly open_id: string
  readonly user_id: string
  readonly tag: object[]
  readonly session: { readonly token: string; readonly expires_at: number }
}

/** What a test asks of a running simulator, over HTTP, as the phone and the page do. */
export const asking = (simulator: () => Simulator) => {
  const at = (path: string) => simulator().url + path
  const post = (
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ) =>
    fetch(at(path), {
      method: 'POST',
      headers,
      ...(signal && { signal }),
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const json = async (path: string): Promise<unknown> => (await fetch(at(path))).json()
  const login = async () =>
    (await (await post('/shop/login', { code: 'simulated-1' })).json()) as Login
  return {
    post,
    login,
    token: async () => (await login()).session.token,
    usable: (token: string, body: unknown = cart, signal?: AbortSignal) =>
      post('/gateway/usable-coupons', body, { authorization: `Bearer ${token}` }, signal),
    gatewayMode: async () => ((await json('/gateway/mode')) as { mode: GatewayMode }).mode,
    setMode: (mode: GatewayMode) => post('/gateway/mode', { mode }),
    calls: async () => (await json('/gateway/requests')) as GatewayCall[],
    clear: () => fetch(at('/gateway/requests'), { method: 'DELETE' }),
    batches: async () => (await json('/youshu/batches')) as Batch[],
  }
}

import type { Batch, GatewayCall, GatewayMode, Mode, RelayState, SeenRequest } from '../contracts'

/** What comes from the server, live, under its name in the stream. */
interface ServerEvents {
  network: boolean
  mode: Mode
  all: readonly SeenRequest[]
  request: SeenRequest
  'gateway-mode': GatewayMode
  'gateway-calls': readonly GatewayCall[]
  'gateway-call': GatewayCall
  batches: readonly Batch[]
  relay: RelayState
}

const send = (path: string, body?: object, method = 'POST') =>
  fetch(path, { method, ...(body && { body: JSON.stringify(body) }) })

/** What is so afterwards; undefined: refused. */
const set = async <State>(path: string, body: object): Promise<State | undefined> => {
  const response = await send(path, body)
  return response.ok ? response.json() : undefined
}

/** The simulator's servers, as the page steers them. Each resolves when the server has done it. */
export const servers = {
  setOnline: (online: boolean) => set<{ online: boolean }>('/phone/network', { online }),
  setMode: (mode: Mode) => set<{ mode: Mode }>('/collector/mode', { mode }),
  setGatewayMode: (mode: GatewayMode) => set<{ mode: GatewayMode }>('/gateway/mode', { mode }),
  setRelay: (on: boolean) => set<RelayState>('/relay', { on }),
  clearRequests: () => send('/collector/requests', undefined, 'DELETE'),
  clearCalls: () => send('/gateway/requests', undefined, 'DELETE'),
  uploadBatches: () => send('/operator/push-batches'),
}

/** Follows what the servers see. */
export const follow = (on: {
  readonly [K in keyof ServerEvents]: (data: ServerEvents[K]) => void
}): void => {
  const stream = new EventSource('/page/stream')
  for (const [name, onEvent] of Object.entries(on)) {
    stream.addEventListener(name, ({ data }) => onEvent(JSON.parse(String(data)) as never))
  }
}

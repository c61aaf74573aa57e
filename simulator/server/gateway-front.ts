import { setTimeout as sleep } from 'node:timers/promises'
import { bytesOf } from '../../cloudfunctions/coupon-gateway/core/reply'
import type { GatewayCall, GatewayMode } from '../gateway-call'
import { createListeners } from './listeners'
import { hideSecrets } from './hide-secrets'
import type { OpenGateway } from './open-gateway'

interface Question {
  readonly from: GatewayCall['from']
  readonly method: string
  readonly path: string
  readonly authorization?: string | undefined
  readonly body?: string
  /** Aborted when whoever asked no longer listens. */
  readonly signal?: AbortSignal
}

export interface GatewayAnswer {
  readonly status: number
  readonly text: string
}

type Change =
  | { readonly type: 'mode'; readonly mode: GatewayMode }
  | { readonly type: 'call'; readonly call: GatewayCall }
  | { readonly type: 'cleared' }

// About 4 MB of answers. What is older scrolled out of everybody's sight.
const KEPT = 100
const SPOILED_PATH = '/usable-coupons'

const readable = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The answer as a gateway in that mode gives it. Only good answers spoil: a 401 stays one. */
const spoil = (mode: GatewayMode, answer: GatewayAnswer): GatewayAnswer => {
  if (answer.status !== 200) return answer
  if (mode === 'http500') return { status: 500, text: '{"error":"internal"}' }
  // Half of an answer, as a connection leaves it that broke behind a proxy.
  if (mode === 'malformed') return { status: 200, text: answer.text.slice(0, 600) }
  return answer
}

/** The coupon gateway as this machine meets it: it can be made to misbehave, and every call is remembered. */
export const createGatewayFront = ({ gateway, secrets }: OpenGateway, slowMs: number) => {
  let mode: GatewayMode = 'ok'
  let calls: GatewayCall[] = []
  let lastId = 0
  const { tell, subscribe } = createListeners<Change>()

  const begin = (call: GatewayCall) => {
    calls = [...calls, call].slice(-KEPT)
    tell({ type: 'call', call })
  }
  const end = (call: GatewayCall) => {
    // Cleared away meanwhile.
    if (!calls.some(({ id }) => id === call.id)) return
    calls = calls.map((one) => (one.id === call.id ? call : one))
    tell({ type: 'call', call })
  }
  const show = (text: string) => readable(hideSecrets(text, secrets))

  return {
    mode: () => mode,
    setMode(next: GatewayMode) {
      mode = next
      tell({ type: 'mode', mode })
    },
    calls: (): readonly GatewayCall[] => calls,
    clear() {
      calls = []
      tell({ type: 'cleared' })
    },
    subscribe,
    /** Asks the gateway. Undefined: whoever asked was gone before the answer. */
    async ask({
      from,
      method,
      path,
      authorization,
      body = '',
      signal,
    }: Question): Promise<GatewayAnswer | undefined> {
      const at = Date.now()
      const inMode = path === SPOILED_PATH ? mode : 'ok'
      lastId += 1
      const call: GatewayCall = {
        id: lastId,
        at,
        from,
        path: hideSecrets(path, secrets),
        mode: inMode,
        ...(body !== '' && { body: show(body) }),
      }
      begin(call)
      const headers = { authorization }
      const reply = await gateway.handle({ method, path, headers, body })
      const answer = spoil(inMode, { status: reply.status, text: bytesOf(reply).toString('utf8') })
      if (inMode === 'slow') await sleep(slowMs, undefined, { signal }).catch(() => undefined)
      const ms = Date.now() - at
      if (signal?.aborted) {
        end({ ...call, ms, gone: true })
        return undefined
      }
      end({ ...call, status: answer.status, ms, answer: show(answer.text) })
      return answer
    },
  }
}
export type GatewayFront = ReturnType<typeof createGatewayFront>

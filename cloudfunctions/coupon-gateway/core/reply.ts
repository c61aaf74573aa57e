import type { Outcome, Upstream } from '../lib/outcome'

/** What a route answers, before it is written out. */
export interface Reply {
  readonly status: number
  readonly body: unknown
  /** The body as it goes out, where a route can write it faster than `JSON.stringify`. */
  readonly bytes?: () => Buffer
}

/** The body as it goes out. (Of a text, Fastify would first count the bytes and then make them.) */
export const bytesOf = ({ body, bytes }: Reply): Buffer =>
  bytes?.() ?? Buffer.from(JSON.stringify(body))

/** The upstream's own code and message, so that its documents can be searched for them. */
export const upstreamBody = (upstream: Upstream) => {
  const { kind: _, ...told } = upstream
  return { error: 'upstream', ...told }
}

/** Any outcome as HTTP: 200, 422, 502 or 503. */
export const replyTo = (outcome: Outcome<object>): Reply => {
  if (outcome.kind === 'invalid') return { status: 422, body: { issues: outcome.issues } }
  if (outcome.kind === 'upstream') return { status: 502, body: upstreamBody(outcome) }
  if (outcome.kind === 'unconfigured')
    return { status: 503, body: { error: 'unconfigured', variable: outcome.variable } }
  const { value, warnings } = outcome
  return { status: 200, body: warnings ? { ...value, warnings } : value }
}

import type { FastifyReply } from 'fastify'
import { writeJson } from './json'
import type { Outcome, Upstream } from './outcome'

/** Sends a value as JSON. (Of a text, Fastify would first count the bytes and then make them.) */
export const sendJson = (reply: FastifyReply, status: number, body: unknown): FastifyReply =>
  reply
    .code(status)
    .type('application/json')
    .send(Buffer.from(writeJson(body)))

/** The upstream's own code and message, so that its documents can be searched for them. */
const upstreamBody = (upstream: Upstream) => {
  const { kind: _, ...rest } = upstream
  return { error: 'upstream', ...rest }
}

/** Any outcome as HTTP: 200, 422, 502 or 503. `more` are further fields of a 502. */
export const sendOutcome = (
  reply: FastifyReply,
  outcome: Outcome<object>,
  more: object = {},
): FastifyReply => {
  if (outcome.kind === 'invalid') return sendJson(reply, 422, { issues: outcome.issues })
  if (outcome.kind === 'upstream')
    return sendJson(reply, 502, { ...upstreamBody(outcome), ...more })
  if (outcome.kind === 'unconfigured')
    return sendJson(reply, 503, { error: 'unconfigured', variable: outcome.variable })
  const { value, warnings } = outcome
  return sendJson(reply, 200, warnings ? { ...value, warnings } : value)
}

import type { FastifyReply } from 'fastify'
import type { Answer } from './answer'
import type { Issue } from './check'
import { isCompressedAtOnce, negotiateCoding } from './compress'
import { isGuarded } from './http'
import { writeJson } from './json'
import { explain } from './observe'
import type { Outcome, Upstream } from './outcome'

// Seconds after which another try makes sense: the breaker's next probe, the end of a queue, the next instance.
const RETRY_AFTER = '10'
const MAX_EXPLAINED = 5

const sendBytes = (reply: FastifyReply, status: number, json: Buffer): FastifyReply =>
  reply.code(status).type('application/json').send(json)

/** Sends a value as JSON. (Of a text, Fastify would first count the bytes and then make them.) */
export const sendJson = (reply: FastifyReply, status: number, body: unknown): FastifyReply =>
  sendBytes(reply, status, Buffer.from(writeJson(body)))

/** Sends an answer in JSON, in the form that the caller likes best. */
export const sendAnswer = (reply: FastifyReply, answer: Answer): FastifyReply => {
  const coding = isCompressedAtOnce(answer.length) ? negotiateCoding(reply) : undefined
  return sendBytes(reply, 200, coding ? answer.coded(coding) : answer.plain())
}

/** The upstream's own code and message, so that its documents can be searched for them. */
const upstreamBody = (upstream: Upstream) => {
  const { kind: _, ...rest } = upstream
  return { error: 'upstream', ...rest }
}

// Without what was received, which may be a person's.
const explained = (issues: readonly Issue[]) => ({
  count: issues.length,
  first: issues.slice(0, MAX_EXPLAINED).map(({ path, expected }) => ({ path, expected })),
})

/** Puts what should be looked at in an answer that is done into the log. */
export const explainWarnings = (reply: FastifyReply, warnings: readonly Issue[]): void =>
  explain(reply, { warnings: explained(warnings) })

/** Any outcome as HTTP: 200, 422, 502 or 503, and the reason into the log. `more` are further fields of a 502. */
export const sendOutcome = (
  reply: FastifyReply,
  outcome: Outcome<object>,
  more: object = {},
): FastifyReply => {
  if (outcome.kind === 'invalid') {
    explain(reply, { issues: explained(outcome.issues) })
    return sendJson(reply, 422, { issues: outcome.issues })
  }
  if (outcome.kind === 'upstream') {
    const { system, code, message, retryable } = outcome
    explain(reply, { upstream: system, code, message, retryable })
    const body = { ...upstreamBody(outcome), ...more }
    // The gateway's own word: the vendor was not asked, so it is not its gateway that is bad.
    if (isGuarded(code)) return sendJson(reply.header('retry-after', RETRY_AFTER), 503, body)
    return sendJson(reply, 502, body)
  }
  if (outcome.kind === 'unconfigured') {
    explain(reply, { unconfigured: outcome.variable })
    return sendJson(reply, 503, { error: 'unconfigured', variable: outcome.variable })
  }
  const { value, warnings } = outcome
  if (warnings) explainWarnings(reply, warnings)
  return sendJson(reply, 200, warnings ? { ...value, warnings } : value)
}

import type { FastifyInstance } from 'fastify'
import { check as rule, is, object, pipe, string } from 'valibot'
import type { Services } from '../gateway'
import { check, isRecord } from '../lib/check'
import { audit } from '../lib/observe'
import { done, invalid, unconfigured } from '../lib/outcome'
import { sendOutcome } from '../lib/reply'
import { pseudonym } from '../lib/sessions'

const name = pipe(
  string(),
  rule((id) => /^[^\s\p{C}]{1,128}$/u.test(id), '1 to 128 characters without blanks'),
)
const ById = object({ user_id: name })
const ByCode = object({ user_code: name })

/** The vendor takes the id where both are given. Source: zvcms 7.4.6. */
const schemaOf = (body: unknown) =>
  isRecord(body) && body['user_id'] === undefined && body['user_code'] !== undefined ? ByCode : ById

/** The merchant's server, which knows who is logged in, opens a session that a phone may hold. */
export const sessionRoutes = (app: FastifyInstance, { settings, sessions }: Services): void => {
  const { GATEWAY_SESSION_SECRET: secret, COUPON_PROVIDER: provider } = settings
  app.post('/sessions', { config: { role: 'operator', isLocal: true } }, async (request, reply) => {
    const { body } = request
    if (!sessions || secret === undefined)
      return sendOutcome(reply, unconfigured('GATEWAY_SESSION_SECRET'))
    const schema = schemaOf(body)
    const read = is(schema, body) ? body : undefined
    if (!read) return sendOutcome(reply, invalid(check(schema, body)))
    if (!('user_id' in read) && provider === 'embedded') {
      const expected = 'a value: the embedded catalogue knows its users by their user_id'
      return sendOutcome(reply, invalid([{ path: 'user_id', expected, received: 'undefined' }]))
    }
    const user = 'user_id' in read ? { user_id: read.user_id } : { user_code: read.user_code }
    audit(request, 'session.open', { user: pseudonym(user, secret) })
    return sendOutcome(reply, done(await sessions.open(user)))
  })
}

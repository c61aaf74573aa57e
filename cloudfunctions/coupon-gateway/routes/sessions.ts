import type { FastifyInstance } from 'fastify'
import { check as rule, is, object, pipe, string } from 'valibot'
import type { Services } from '../app'
import { check } from '../lib/check'
import { audit } from '../lib/observe'
import { done, invalid, unconfigured } from '../lib/outcome'
import { sendOutcome } from '../lib/reply'
import { pseudonym } from '../lib/sessions'

const Input = object({
  user_id: pipe(
    string(),
    rule((id) => /^[^\s\p{C}]{1,128}$/u.test(id), '1 to 128 characters without blanks'),
  ),
})

/** The merchant's server, which knows who is logged in, opens a session that a phone may hold. */
export const sessionRoutes = (app: FastifyInstance, { settings, sessions }: Services): void => {
  const { GATEWAY_SESSION_SECRET: secret } = settings
  app.post('/sessions', { config: { role: 'operator' } }, async (request, reply) => {
    const { body } = request
    if (!sessions || secret === undefined)
      return sendOutcome(reply, unconfigured('GATEWAY_SESSION_SECRET'))
    if (!is(Input, body)) return sendOutcome(reply, invalid(check(Input, body)))
    const session = await sessions.open(body.user_id)
    audit(request, 'session.open', { user: pseudonym(body.user_id, secret) })
    return sendOutcome(reply, done(session))
  })
}

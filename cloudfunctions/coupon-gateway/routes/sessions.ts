import type { FastifyInstance } from 'fastify'
import { check as rule, is, object, pipe, string } from 'valibot'
import type { Services } from '../app'
import { check } from '../lib/check'
import { done, invalid, unconfigured } from '../lib/outcome'
import { sendOutcome } from '../lib/reply'

const Input = object({
  user_id: pipe(
    string(),
    rule((id) => /^[^\s\p{C}]{1,128}$/u.test(id), '1 to 128 characters without blanks'),
  ),
})

/** The merchant's server, which knows who is logged in, opens a session that a phone may hold. */
export const sessionRoutes = (app: FastifyInstance, { sessions }: Services): void => {
  app.post('/sessions', { config: { role: 'operator' } }, async ({ body }, reply) => {
    if (!sessions) return sendOutcome(reply, unconfigured('GATEWAY_SESSION_SECRET'))
    if (!is(Input, body)) return sendOutcome(reply, invalid(check(Input, body)))
    return sendOutcome(reply, done(await sessions.open(body.user_id)))
  })
}

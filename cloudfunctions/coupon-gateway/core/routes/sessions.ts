import { check as rule, is, object, pipe, string } from 'valibot'
import { check } from '../../lib/check'
import { done, invalid, unconfigured } from '../../lib/outcome'
import type { Sessions } from '../../lib/sessions'
import { replyTo } from '../reply'
import { type Route, SMALL } from '../route'

const Input = object({
  user_id: pipe(
    string(),
    rule((id) => /^[^\s\p{C}]{1,128}$/u.test(id), '1 to 128 characters without blanks'),
  ),
})

/** The merchant's server, which knows who is logged in, opens a session that a phone may hold. */
export const sessionsRoute = (sessions: Sessions | undefined): Route => ({
  method: 'POST',
  path: '/sessions',
  who: 'operator',
  maxBytes: SMALL,
  async answer(input) {
    if (!sessions) return replyTo(unconfigured('GATEWAY_SESSION_SECRET'))
    if (!is(Input, input)) return replyTo(invalid(check(Input, input)))
    return replyTo(done(await sessions.open(input.user_id)))
  },
})

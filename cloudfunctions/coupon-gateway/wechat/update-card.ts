import { boolean, object, safeParse, string, optional } from 'valibot'
import { done, type Outcome } from '../lib/outcome'
import { wechatError } from './call'
import type { WechatClient } from './client'
import { planUpdate } from './plan-update'

/** What the route answers. */
export interface CardUpdated {
  readonly errcode: number
  readonly errmsg: string
  /** WeChat's word: the card is in review now. */
  readonly send_check: boolean
  /** What the table of fields foretold. */
  readonly send_check_expected: boolean
}

const Answer = object({ errmsg: optional(string(), 'ok'), send_check: boolean() })

/**
 * Changes the given fields of one card and leaves the others as they are: the route `/cards/update`.
 *
 * The input is checked as a whole before anything is sent. What `current` already holds is left out, and when nothing
 * is left, nothing is sent. `send_check` is compared with what the table of fields foretells; a difference is a
 * warning, because then the table that we know is no longer WeChat's.
 */
export const updateCard = async (
  input: unknown,
  wechat: WechatClient,
): Promise<Outcome<CardUpdated>> => {
  const plan = planUpdate(input)
  if (plan.kind !== 'done') return plan
  const { body, review } = plan.value
  const expected = review.length > 0
  if (!body) {
    const errmsg = 'nothing was sent: the card is already so'
    return done({ errcode: 0, errmsg, send_check: false, send_check_expected: false })
  }
  const outcome = await wechat.change('card/update', body)
  if (outcome.kind !== 'done') return outcome
  const answer = safeParse(Answer, outcome.value)
  // The card may be changed all the same: card/get tells.
  if (!answer.success) return wechatError('malformed', 'the answer holds no send_check', false)
  const { errmsg, send_check: checked } = answer.output
  const updated = { errcode: 0, errmsg, send_check: checked, send_check_expected: expected }
  if (checked === expected) return done(updated)
  const because = expected
    ? `true: ${review.join(', ')} need review`
    : 'false: no field needs review'
  return done(updated, [{ path: 'send_check', expected: because, received: String(checked) }])
}

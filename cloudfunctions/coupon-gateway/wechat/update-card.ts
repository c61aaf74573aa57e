import { isRecord, type Issue } from '../lib/check'
import { writeJson } from '../lib/json'
import { type Done, done, invalid, type Outcome } from '../lib/outcome'
import type { Fields, WechatError } from './call'
import type { WechatClient } from './client'
import { currentFields, differences, planUpdate, type UpdatePlan } from './plan-update'

/** What the route answers. */
export interface CardUpdated {
  readonly errcode: number
  readonly errmsg: string
  /** WeChat's answer: the card is in review now. `null`: WeChat did not say. */
  readonly send_check: boolean | null
  /** What the table of fields foretells. */
  readonly send_check_expected: boolean
  /** The card was fetched afterwards and holds what was sent. What it does not hold is among the warnings. */
  readonly verified: boolean
}

const fetchCard = (card_id: unknown, wechat: WechatClient): Promise<Done<Fields> | WechatError> =>
  wechat.read('card/get', { card_id })

// The account may change cards without the right to read them. Source: WeChat 全局返回码.
const NO_RIGHT = 48001

const unread = (received: string): Issue => ({
  path: 'current',
  expected: 'the card as it is, to know what would change',
  received,
})

/**
 * What an update would send, and whether the card would go back into review, given the card as it is at WeChat. Nothing
 * is changed. The card is not fetched where the input brings it as `current`.
 */
export const foretellUpdate = async (
  input: unknown,
  wechat: WechatClient,
): Promise<Outcome<UpdatePlan>> => {
  const plan = planUpdate(input)
  if (plan.kind !== 'done' || !isRecord(input) || input['current'] !== undefined) return plan
  const answer = await fetchCard(input['card_id'], wechat)
  if (answer.kind !== 'done')
    return answer.code === NO_RIGHT
      ? done(plan.value, [unread(`${answer.code} ${answer.message}`)])
      : answer
  const { type } = plan.value
  const { card } = answer.value
  const actual = isRecord(card) ? String(card['card_type'] ?? type).toLowerCase() : type
  if (actual !== type)
    return invalid([{ path: 'card_type', expected: `${actual}: the card is one`, received: type }])
  return currentFields(answer.value, type)
    ? planUpdate({ ...input, current: answer.value })
    : done(plan.value, [unread('an answer of another form')])
}

/** What WeChat answered on the review, and a warning where it is not the one foretold, or none. */
const reviewOf = (
  answered: unknown,
  review: readonly string[],
): { readonly send_check: boolean | null; readonly warnings: readonly Issue[] } => {
  const expected = review.length > 0
  const send_check = typeof answered === 'boolean' ? answered : null
  if (send_check === expected) return { send_check, warnings: [] }
  const because = expected
    ? `true: ${review.join(', ')} need review`
    : 'false: no field needs review'
  return {
    send_check,
    warnings: [{ path: 'send_check', expected: because, received: writeJson(answered) }],
  }
}

/** What of the sent fields the card does not hold now, field by field. */
const verify = async (
  { card_id, type, changed }: UpdatePlan,
  wechat: WechatClient,
): Promise<readonly Issue[]> => {
  const card = await fetchCard(card_id, wechat)
  const now = card.kind === 'done' ? currentFields(card.value, type) : undefined
  if (now) return differences(changed, now)
  // The change is made: that it could not be looked at is no failure of it.
  const received =
    card.kind === 'done' ? 'an answer of another form' : `${card.code} ${card.message}`
  return [{ path: '', expected: 'the card as it is now, to verify the change', received }]
}

/**
 * Changes the given fields of one card and leaves the others as they are: the route `/cards/update`.
 *
 * The input is checked as a whole before anything is sent. The card is fetched first: what it already holds is left out,
 * and when nothing is left, nothing is sent. `send_check` is compared with what the table of fields foretells; a
 * difference is a warning, because then the table that we know is no longer WeChat's. Afterwards the card is fetched
 * again, and each field that is not as it was sent is a warning.
 * Source: WeChat 管理卡券, notes 1, 2 and 4 (请务必调用查看卡券详情接口验证是否已成功更改).
 */
export const updateCard = async (
  input: unknown,
  wechat: WechatClient,
): Promise<Outcome<CardUpdated>> => {
  const foretold = await foretellUpdate(input, wechat)
  if (foretold.kind !== 'done') return foretold
  const { value: plan, warnings = [] } = foretold
  const send_check_expected = plan.review.length > 0
  if (!plan.body) {
    const errmsg = 'nothing was sent: the card is already so'
    return done({ errcode: 0, errmsg, send_check: false, send_check_expected, verified: true })
  }
  const outcome = await wechat.change('card/update', plan.body)
  if (outcome.kind !== 'done') return outcome
  const { errmsg } = outcome.value
  const { send_check, warnings: onReview } = reviewOf(outcome.value['send_check'], plan.review)
  const different = await verify(plan, wechat)
  const updated = {
    errcode: 0,
    errmsg: typeof errmsg === 'string' ? errmsg : 'ok',
    send_check,
    send_check_expected,
    verified: different.length === 0,
  }
  return done(updated, [...warnings, ...onReview, ...different])
}

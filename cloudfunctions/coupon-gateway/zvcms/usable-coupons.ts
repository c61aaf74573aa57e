import { check as rule, type InferOutput, object, optional, parse, pipe, rawCheck } from 'valibot'
import { Cart } from '../coupon-engine/cart'
import type { UserCoupon } from '../coupon-engine/coupon'
import { applyRules, contextOf, type RuleResult } from '../coupon-engine/decision'
import {
  bestFirst,
  type EvaluatedCoupon,
  type Evaluation,
  evaluatedCoupon,
} from '../coupon-engine/evaluate'
import { id, normalize } from '../coupon-engine/fields'
import { orderOf } from '../coupon-engine/order'
import type { Options } from '../coupon-engine/options'
import type { Reason, RuleContext } from '../coupon-engine/rule'
import { check, type Issue } from '../lib/check'
import { done, invalid, type Outcome } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { callZvcms, type ZvcmsConfig } from './client'

const fields = object({
  ...Cart.entries,
  user_id: optional(
    pipe(
      id,
      rule((value) => /^\d+$/.test(value), 'digits: a bigint'),
    ),
  ),
  user_code: optional(id),
})

/**
 * Whose coupons, on which cart. One of `user_id` and `user_code` must be there.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, 请求参数.
 */
export const UseCouponRequest = pipe(
  fields,
  rawCheck<InferOutput<typeof fields>>(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const { user_id, user_code } = dataset.value
    if (user_id !== undefined || user_code !== undefined) return
    const { value: input } = dataset
    addIssue({
      message: 'one of user_id and user_code',
      path: [{ type: 'object', origin: 'value', input, key: 'user_id', value: undefined }],
    })
  }),
)
type UseCouponRequest = InferOutput<typeof UseCouponRequest>

/**
 * The request as it goes on the wire: every number as text, as in the vendor's example. Of a user's id and code only the
 * id goes, which is the one that the vendor takes when it gets both.
 */
export const paramsOf = (request: UseCouponRequest) => {
  const { multi_mark, user_id, user_code, trade_marks, discount_price, type_cate } = request
  return {
    ...(multi_mark !== undefined && { multi_mark }),
    ...(user_id === undefined ? { user_code } : { user_id }),
    trade_marks: trade_marks.map(({ num, trade_mark, price }) => ({
      num: `${num}`,
      trade_mark,
      price,
    })),
    ...(discount_price !== undefined && { discount_price }),
    type_cate: `${type_cate}`,
  }
}

// What a piece's own fields decide for certain: its status and its dates.
const OWN: ReadonlySet<string | undefined> = new Set<Reason>(['used', 'not_started', 'expired'])

/** The vendor sends no amounts: what its goods lists hide, the till will say. */
const usable = ({ deduction }: RuleContext): RuleResult =>
  deduction
    ? { usable: true }
    : { usable: true, reason: 'no_discount', reason_text: '抵扣金额以门店确认为准' }

/** How often each reason stood against what the vendor listed. */
type Refusals = Map<string, number>

/**
 * The vendor's list as an evaluation. What it lists can be used, that is what the method is for, and it knows goods and
 * history that the gateway does not; only the amounts are ours. But a piece that is used, has ended or has not begun is
 * not usable whatever list it stands on, and one of another user is not shown. Where other fields say no, that is a
 * warning.
 */
const evaluateListed = (
  coupons: readonly UserCoupon[],
  { user_id, ...cart }: UseCouponRequest,
  now: number,
  options: Options,
): {
  readonly evaluation: Evaluation
  readonly warnings: readonly Issue[]
  readonly refusals: Refusals
} => {
  const order = orderOf(cart)
  const evaluated: EvaluatedCoupon[] = []
  const warnings: Issue[] = []
  const refusals: Refusals = new Map()
  for (const [at, piece] of coupons.entries()) {
    const isAnothers =
      user_id !== undefined && piece.user_id !== undefined && piece.user_id !== user_id
    const context = contextOf(piece, order, now, options)
    const own = applyRules(context)
    const reason = isAnothers ? 'another_user' : own.usable === false ? own.reason : undefined
    if (reason !== undefined) {
      const expected = isAnothers ? 'a coupon of this user' : 'a coupon that its own fields allow'
      warnings.push({ path: `data[${at}]`, expected, received: reason })
      if (isAnothers || OWN.has(reason)) refusals.set(reason, (refusals.get(reason) ?? 0) + 1)
    }
    if (!isAnothers)
      evaluated.push(evaluatedCoupon(context, OWN.has(reason) ? own : usable(context)))
  }
  return { evaluation: bestFirst(evaluated), warnings, refusals }
}

/**
 * Asks the vendor which of a user's coupons can be used on a cart. `request` is the cart with `user_id` or `user_code`;
 * it is checked before anything is sent.
 */
export const usableCoupons = async (
  request: unknown,
  ports: Ports,
  config: ZvcmsConfig,
  options: Options = {},
): Promise<Outcome<Evaluation>> => {
  const given = normalize(request)
  const issues = check(UseCouponRequest, given, request)
  if (issues.length) return invalid(issues)
  const asked = parse(UseCouponRequest, given)
  const outcome = await callZvcms('user.user-use-coupon', paramsOf(asked), ports, config)
  if (outcome.kind !== 'done') return outcome
  const now = ports.clock.now()
  const { evaluation, warnings, refusals } = evaluateListed(outcome.value, asked, now, options)
  if (refusals.size > 0)
    ports.log.warn(Object.fromEntries(refusals), 'zvcms listed coupons that cannot be used')
  return done(evaluation, [...(outcome.warnings ?? []), ...warnings])
}

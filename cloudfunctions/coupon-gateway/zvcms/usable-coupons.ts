import { parse } from 'valibot'
import { check } from '../lib/check'
import { redact } from '../lib/http'
import { done, invalid, type Outcome, type Upstream } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import type { Judgement } from '../embedded/judgement'
import { tidy } from '../embedded/tidy'
import { answer } from './answer'
import { params } from './params'
import { signedBody } from './signed-body'
import { UseCouponRequest } from './use-coupon-request'
import { vendorJudgement } from './vendor-judgement'
import type { ZvcmsConfig } from './zvcms-config'

const PATH = '/api/v2'
const TIMEOUT_MS = 5_000

/** A vendor that quotes the request in its answer must not carry our secrets into ours, or into a log. */
const withoutSecrets = (upstream: Upstream, { openKey, grantCode }: ZvcmsConfig): Upstream => {
  const hide = (words: string): string => redact(words, [openKey, grantCode])
  const { code, message } = upstream
  return { ...upstream, code: typeof code === 'string' ? hide(code) : code, message: hide(message) }
}

/**
 * Asks the vendor which of a user's coupons can be used on a cart. `request` is the cart with `user_id` or `user_code`;
 * it is checked before anything is sent.
 */
export const usableCoupons = async (
  request: unknown,
  { http, clock, random }: Pick<Ports, 'http' | 'clock' | 'random'>,
  config: ZvcmsConfig,
): Promise<Outcome<Judgement>> => {
  const given = tidy(request)
  const issues = check(UseCouponRequest, given, request)
  if (issues.length) return invalid(issues)
  const asked = parse(UseCouponRequest, given)
  const outcome = answer(
    await http({
      method: 'POST',
      url: `${config.baseUrl}${PATH}`,
      headers: { 'content-type': 'application/json' },
      body: signedBody(params(asked), { clock, random }, config),
      timeoutMs: config.timeoutMs ?? TIMEOUT_MS,
    }),
  )
  if (outcome.kind === 'upstream') return withoutSecrets(outcome, config)
  if (outcome.kind !== 'done') return outcome
  const { judgement, warnings } = vendorJudgement(outcome.value, asked, clock.now())
  return done(judgement, [...(outcome.warnings ?? []), ...warnings])
}

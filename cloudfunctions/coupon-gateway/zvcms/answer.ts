import type { Issue } from '../lib/check'
import type { HttpOutcome } from '../lib/http'
import { isDeep } from '../lib/json'
import { done, type Outcome, type Upstream } from '../lib/outcome'
import { decodeCoupons } from '../embedded/decode-coupons'
import { parseKeepingDigits } from '../embedded/parse-keeping-digits'
import { tidy } from '../embedded/tidy'
import type { UserCoupon } from '../embedded/user-coupon'

const refused = (code: number | string, message: string, retryable = false): Upstream => ({
  kind: 'upstream',
  system: 'zvcms',
  code,
  message,
  retryable,
})

const MALFORMED = refused('malformed', 'the answer is not in the documented form')

type Envelope = Readonly<Record<string, unknown>>

const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'status' in value

/**
 * Both must say yes: a business error comes with `status` true and a code of its own. The documented example writes
 * `"true"` and `"0"`, the table says int, recorded answers have true and 0.
 */
const succeeded = ({ status, code }: Envelope): boolean =>
  (status === true || status === 'true' || status === 1 || status === '1') &&
  (code === 0 || code === '0')

const codeOf = ({ code }: Envelope): number | string =>
  typeof code === 'number' || typeof code === 'string' ? code : 'no_code'

const messageOf = ({ message }: Envelope): string =>
  typeof message === 'string' ? message : 'without a message'

/** PHP writes an array with gaps as an object, and an empty field as `""`, which is absent by now. */
const listOf = (data: unknown): unknown =>
  data === undefined
    ? []
    : typeof data === 'object' && data && !Array.isArray(data)
      ? Object.values(data)
      : data

const under = (issues: readonly Issue[]): Issue[] =>
  issues.map((issue) => ({ ...issue, path: `data${issue.path}` }))

/** What the vendor's answer means. Fields that break the table are warnings; their coupons stay. */
export const answer = (reply: HttpOutcome): Outcome<readonly UserCoupon[]> => {
  if (reply.kind === 'failed') return refused(reply.reason, reply.reason, reply.retryable)
  if (reply.status !== 200) {
    const retryable = reply.status >= 500 || reply.status === 429
    return refused(`http_${reply.status}`, `HTTP ${reply.status}`, retryable)
  }
  if (isDeep(reply.body)) return MALFORMED
  const envelope = tidy(parseKeepingDigits(reply.body), 1)
  if (!isEnvelope(envelope)) return MALFORMED
  if (!succeeded(envelope)) return refused(codeOf(envelope), messageOf(envelope))
  const list = listOf(envelope['data'])
  if (!Array.isArray(list)) return MALFORMED
  const { coupons, issues } = decodeCoupons(list)
  return done(coupons, under(issues))
}

import type { Occasion } from '../occasion'
import type { Rule } from '../rule'
import { yuan } from '../yuan'

const missing = ({ terms: { minimum = 0 }, eligible, strictThreshold }: Occasion): number =>
  minimum === 0 ? 0 : minimum + (strictThreshold ? 1 : 0) - eligible.net

/**
 * What the goods cost, after the order's own discount, reaches `min_amount_use`; 0: no minimum. Too little is certain;
 * that goods may not count is the goods rule's.
 */
export const reachesMinimum: Rule = {
  reason: 'minimum',
  holds: (occasion) => (occasion.terms.minimum === undefined ? 'unknown' : missing(occasion) <= 0),
  because: (occasion) =>
    `${occasion.eligible.known ? '' : '至少'}还差 ${yuan(missing(occasion))} 元可用`,
}

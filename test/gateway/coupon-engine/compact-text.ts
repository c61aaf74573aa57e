import { compactJson } from '../../../cloudfunctions/coupon-gateway/coupon-engine/compact'
import type { Ranking } from '../../../cloudfunctions/coupon-gateway/coupon-engine/ranking'

/** The compact answer as one text. */
export const compactText = (ranking: Ranking): string =>
  compactJson({}, ranking)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')

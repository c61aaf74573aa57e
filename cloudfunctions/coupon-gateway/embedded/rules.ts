import type { Rule } from './rule'
import { atShop } from './rules/at-shop'
import { enabled } from './rules/enabled'
import { enoughPieces } from './rules/enough-pieces'
import { forOrders } from './rules/for-orders'
import { hasGoods } from './rules/has-goods'
import { inScene } from './rules/in-scene'
import { notCombined } from './rules/not-combined'
import { notExpired } from './rules/not-expired'
import { reachesMinimum } from './rules/reaches-minimum'
import { started } from './rules/started'
import { takesSomethingOff } from './rules/takes-something-off'
import { unused } from './rules/unused'
import { withinDailyLimit } from './rules/within-daily-limit'
import { withinHours } from './rules/within-hours'

/** All the rules, in the order in which their reasons are told: what the user cannot change comes first. */
export const RULES: readonly Rule[] = [
  unused,
  enabled,
  forOrders,
  started,
  notExpired,
  withinHours,
  atShop,
  inScene,
  hasGoods,
  enoughPieces,
  reachesMinimum,
  notCombined,
  withinDailyLimit,
  takesSomethingOff,
]

import { safeParse } from 'valibot'
import { check, type Issue } from '../lib/check'
import { type Done, done, invalid, type Invalid } from '../lib/outcome'
import { CardUpdate } from './card-update'
import { changedFields } from './changed-fields'
import { currentFields } from './current-fields'
import { expectReview } from './expect-review'
import { type Fields, isFields } from './fields'
import { rangeIssues } from './range-issues'
import type { CardType } from './special-fields'

/** What an update comes down to. */
export interface UpdatePlan {
  /** What goes to WeChat; `undefined` when the card is already as it is wanted. */
  readonly body: Fields | undefined
  /** The fields in it that put the card back into review. */
  readonly review: readonly string[]
}

// A request names the type in lower case, the answer of card/get in upper case.
const withLowerType = (input: unknown): unknown =>
  isFields(input) && typeof input['card_type'] === 'string'
    ? { ...input, card_type: input['card_type'].toLowerCase() }
    : input

const unlike = (type: CardType): Issue => ({
  path: 'current',
  expected: `this ${type} as card/get answers it`,
  received: 'something else',
})

/** What an update would send, and whether the card would go back into review: checked, and nothing sent. */
export const planUpdate = (input: unknown): Done<UpdatePlan> | Invalid => {
  const lowered = withLowerType(input)
  const update = safeParse(CardUpdate, lowered)
  if (!update.success) return invalid(check(CardUpdate, lowered, input))
  const { card_id, card_type: type, current, ...wanted } = update.output
  const now = current ? currentFields(current, type) : {}
  if (!now) return invalid([unlike(type)])
  const shrinking = rangeIssues(wanted.base_info?.date_info, now['base_info'])
  if (shrinking.length > 0) return invalid(shrinking)
  const changed = changedFields(wanted, now)
  if (Object.keys(changed).length === 0) return done({ body: undefined, review: [] })
  return done({ body: { card_id, [type]: changed }, review: expectReview(type, changed) })
}

import { safeParse } from 'valibot'
import { check } from '../../../plugin/event/check'
import { type Done, done, invalid, type Invalid } from '../core/outcome'
import { CardUpdate } from './card-update'
import { changedFields } from './changed-fields'
import { currentFields } from './current-fields'
import { expectReview } from './expect-review'
import type { Fields } from './fields'
import { rangeIssues } from './range-issues'
import { type CardType, specialFields } from './special-fields'

export interface UpdatePlan {
  /** What goes to WeChat; `undefined` when the card is already as it is wanted. */
  readonly body: Fields | undefined
  /** The fields in it that put the card back into review. */
  readonly review: readonly string[]
}

const isCardType = (type: string): type is CardType => Object.hasOwn(specialFields, type)

/** What an update would send, and whether the card would go back into review: checked, and nothing sent. */
export const planUpdate = (input: unknown): Done<UpdatePlan> | Invalid => {
  const update = safeParse(CardUpdate, input)
  if (!update.success) return invalid(check(CardUpdate, input))
  const { card_id, card_type, current, ...wanted } = update.output
  const type = card_type.toLowerCase()
  const now = currentFields(current, type)
  const shrinking = rangeIssues(wanted.base_info?.date_info, now['base_info'])
  if (shrinking.length > 0) return invalid(shrinking)
  const changed = changedFields(wanted, now)
  if (!isCardType(type) || Object.keys(changed).length === 0)
    return done({ body: undefined, review: [] })
  return done({ body: { card_id, [type]: changed }, review: expectReview(type, changed) })
}

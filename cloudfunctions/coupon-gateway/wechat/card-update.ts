import {
  check,
  type InferOutput,
  literal,
  type ObjectEntries,
  optional,
  pipe,
  record,
  string,
  unknown,
  variant,
} from 'valibot'
import { BaseInfo } from './base-info'
import { cardId } from './card-id'
import { listed } from './listed'
import { type CardType, specialFields } from './special-fields'

const updateOf = <const Type extends CardType, const Special extends ObjectEntries>(
  type: Type,
  special: Special,
) =>
  listed(
    {
      card_id: cardId,
      card_type: literal(type),
      base_info: optional(BaseInfo),
      // The card as it is now, from card/get: what is the same there is not sent again.
      current: optional(record(string(), unknown())),
      ...special,
    },
    `an update of a ${type}`,
  )

const NO_CHANGES = new Set(['card_id', 'card_type', 'current'])

/**
 * What the caller gives for one card: the fields to change, and no others. An omitted field stays as it is.
 * Source: WeChat 管理卡券, 更改卡券信息.
 */
export const CardUpdate = pipe(
  variant('card_type', [
    updateOf('groupon', specialFields.groupon),
    updateOf('cash', specialFields.cash),
    updateOf('discount', specialFields.discount),
    updateOf('gift', specialFields.gift),
    updateOf('general_coupon', specialFields.general_coupon),
    updateOf('member_card', specialFields.member_card),
    updateOf('movie_ticket', specialFields.movie_ticket),
    updateOf('boarding_pass', specialFields.boarding_pass),
    updateOf('meeting_ticket', specialFields.meeting_ticket),
    updateOf('scenic_ticket', specialFields.scenic_ticket),
  ]),
  check(
    ({ base_info: base = {}, ...update }) =>
      Object.keys(base).length > 0 || Object.keys(update).some((key) => !NO_CHANGES.has(key)),
    'at least one field to change',
  ),
)
export type CardUpdate = InferOutput<typeof CardUpdate>

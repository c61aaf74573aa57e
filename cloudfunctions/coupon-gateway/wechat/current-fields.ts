import { BaseInfo } from './base-info'
import { type Fields, isFields } from './fields'
import { type CardType, specialFields } from './special-fields'

const hasAny = (fields: Fields, table: object): boolean =>
  Object.keys(table).some((row) => Object.hasOwn(fields, row))

/**
 * The card as it is now, as its own type holds it: `{base_info, …}`. The caller may hand over the whole answer of
 * card/get (`{errcode, card}`), its `card` (`{card_type, discount: {…}}`), that innermost part, or its `base_info`.
 * Nothing for anything else: a card of another type or form would be compared with in vain, and in silence.
 */
export const currentFields = (current: Fields, type: CardType): Fields | undefined => {
  const card = isFields(current['card']) ? current['card'] : current
  const fields = isFields(card[type]) ? card[type] : card
  if (hasAny(fields, { base_info: 1, ...specialFields[type] })) return fields
  return hasAny(fields, BaseInfo.entries) ? { base_info: fields } : undefined
}

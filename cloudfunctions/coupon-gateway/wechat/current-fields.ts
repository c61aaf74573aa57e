import { type Fields, isFields } from './fields'

/**
 * The card as it is now, as its own type holds it: `{base_info, …}`. The caller may hand over the whole answer of
 * card/get (`{errcode, card}`), its `card` (`{card_type, discount: {…}}`), or that innermost part.
 */
export const currentFields = (current: Fields = {}, type: string): Fields => {
  const card = isFields(current['card']) ? current['card'] : current
  const fields = card[type]
  return isFields(fields) ? fields : card
}

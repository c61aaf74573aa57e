import { parse } from 'valibot'
import { check } from '../../../plugin/event/check'
import type { Issue } from '../../../plugin/event/issue'
import { Cart } from './cart'
import { tidy } from './tidy'

/** A cart as somebody sent it: what it says, or every rule that it breaks. Blanks count as absent. */
export const readCart = (
  input: unknown,
): { readonly cart: Cart } | { readonly issues: readonly Issue[] } => {
  const given = tidy(input)
  const issues = check(Cart, given, input)
  return issues.length ? { issues } : { cart: parse(Cart, given) }
}

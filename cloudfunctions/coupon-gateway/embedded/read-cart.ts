import { safeParse } from 'valibot'
import { check, type Issue } from '../lib/check'
import { Cart } from './cart'
import { tidy } from './tidy'

/** A cart as somebody sent it: what it says, or every rule that it breaks. Blanks count as absent. */
export const readCart = (
  input: unknown,
): { readonly cart: Cart } | { readonly issues: readonly Issue[] } => {
  const given = tidy(input)
  const { success, output } = safeParse(Cart, given)
  return success ? { cart: output } : { issues: check(Cart, given, input) }
}

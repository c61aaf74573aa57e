import type { CouponsAnswer } from './outcome'

/** A user goes back and forth between a few carts; 5,000 coupons of each are a megabyte or two. */
const MOST_CARTS = 8

/**
 * The last good answer on each of the last carts. In memory only: coupons say who somebody is and what they buy, and
 * tomorrow's launch can ask again. By the very same cart: on another one every threshold and every deduction may be
 * different, and a user who is promised 6 yuan and pays the full price was lied to.
 */
export const createKeptAnswers = () => {
  const answers = new Map<string, CouponsAnswer>()
  return {
    on: (cart: string): CouponsAnswer | undefined => answers.get(cart),
    keep(cart: string, answer: CouponsAnswer): void {
      answers.delete(cart)
      answers.set(cart, answer)
      const [oldest] = answers.keys()
      if (answers.size > MOST_CARTS && oldest !== undefined) answers.delete(oldest)
    },
    forget: (): void => answers.clear(),
  }
}

import type { CouponTemplate } from './coupon-template'
import { isShopNumber } from './is-shop-number'

/** Shops as a coupon lists them. */
export interface Shops {
  readonly named: ReadonlySet<string>
  /** Whether they are named by number. `undefined`: some are, some are not. */
  readonly numbered: boolean | undefined
}

/** The shops that a coupon lists. The table says JSON (`["7559"]`), recorded answers have `7559,5809`. */
export const shopsNamed = ({ shop_ids = '' }: CouponTemplate): Shops => {
  const list =
    typeof shop_ids === 'string' ? shop_ids.replace(/[[\]"\s]/g, '').split(',') : shop_ids
  const named = new Set(list.filter((shop) => shop !== ''))
  const numbers = [...named].filter(isShopNumber).length
  return { named, numbered: numbers > 0 && numbers < named.size ? undefined : numbers > 0 }
}

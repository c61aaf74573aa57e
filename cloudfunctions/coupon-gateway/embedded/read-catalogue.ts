import { decodeCoupons, type DecodedCoupons } from './decode-coupons'
import { parseKeepingDigits } from './parse-keeping-digits'

/**
 * The text of a catalogue file: an array of user coupons in the form of the vendor's `data`.
 * A coupon without `user_id` is everybody's. Text that is not JSON is told as one issue.
 */
export const readCatalogue = (text: string): DecodedCoupons => {
  const parsed = parseKeepingDigits(text)
  if (parsed !== undefined) return decodeCoupons(parsed)
  return { coupons: [], issues: [{ path: '', expected: 'JSON', received: 'something else' }] }
}

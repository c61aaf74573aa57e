import { readFile } from 'node:fs/promises'
import { readCatalogue } from '../coupon-engine/decode-coupons'
import type { UserCoupon } from '../coupon-engine/coupon'
import type { Issue } from './check'
import { decodeText, undecoded } from './text'

/** The coupons of a catalogue file. A file with one bad coupon is not half used: it is refused. */
export const loadCatalogue = async (
  file: string,
): Promise<{ readonly coupons: readonly UserCoupon[] } | { readonly issues: readonly Issue[] }> => {
  const bytes = await readFile(file).catch(() => undefined)
  if (bytes === undefined)
    return {
      issues: [{ path: 'COUPON_CATALOG', expected: 'a file that can be read', received: file }],
    }
  const decoded = decodeText(bytes)
  if ('at' in decoded) {
    const received = undecoded(decoded)
    return { issues: [{ path: 'COUPON_CATALOG', expected: 'text in UTF-8', received }] }
  }
  const { coupons, issues } = readCatalogue(decoded.text)
  return issues.length ? { issues } : { coupons }
}

/**
 * The coupons of one user: the own ones and those that name no user, never another's. The catalogue is sorted once,
 * so that a question costs in proportion to one user's coupons and not to everybody's. A user's list is always the same
 * object.
 */
export const couponsByUser = (
  catalogue: readonly UserCoupon[],
): ((user_id: string) => readonly UserCoupon[]) => {
  const everybodys: UserCoupon[] = []
  const own = new Map<string, UserCoupon[]>()
  for (const coupon of catalogue) {
    const { user_id } = coupon
    const held = user_id === undefined ? everybodys : own.get(user_id)
    if (held) held.push(coupon)
    else if (user_id !== undefined) own.set(user_id, [coupon])
  }
  const lists = new Map<string, readonly UserCoupon[]>()
  return (user_id) => {
    const held = own.get(user_id)
    if (!held) return everybodys
    const list = lists.get(user_id) ?? [...held, ...everybodys]
    lists.set(user_id, list)
    return list
  }
}

import { readFile } from 'node:fs/promises'
import { readCatalogue } from '../embedded/read-catalogue'
import type { UserCoupon } from '../embedded/user-coupon'
import type { Issue } from './issue'

/** The coupons of a catalogue file. A file with one bad coupon is not half used: it is told and refused. */
export const loadCatalogue = async (
  file: string,
): Promise<{ readonly coupons: readonly UserCoupon[] } | { readonly issues: readonly Issue[] }> => {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined)
    return {
      issues: [{ path: 'COUPON_CATALOG', expected: 'a file that can be read', received: file }],
    }
  const { coupons, issues } = readCatalogue(text)
  return issues.length ? { issues } : { coupons }
}

import { couponsFromCsv } from './coupons-from-csv'
import { couponsFromJson } from './coupons-from-json'

/** One coupon of the file and the line where it stands. */
export interface CouponRow {
  readonly line: number
  readonly coupon: unknown
}

/** The rows, or in one sentence why the file cannot be read. */
export type CouponFile =
  | { readonly rows: readonly CouponRow[]; readonly dataSourceId?: string }
  | { readonly problem: string }

/** Reads coupons from JSON (an array, or the vendor's own body) or CSV (one column for each field). */
export const readCouponFile = (name: string, text: string): CouponFile => {
  if (/\.json$/i.test(name)) return couponsFromJson(text)
  if (/\.csv$/i.test(name)) return couponsFromCsv(text)
  return { problem: 'FILE must end in .json or .csv' }
}

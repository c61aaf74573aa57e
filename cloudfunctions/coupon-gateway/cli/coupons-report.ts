import { isRecord, type Issue } from '../lib/check'
import type { CouponWarning } from '../youshu/coupon-review'
import type { Refused } from '../youshu/batches'
import type { CouponRow } from './coupons-file'
import { couponsTable } from './coupons-table'

const idOf = (row: CouponRow | undefined): string => {
  const id = isRecord(row?.coupon) ? row.coupon['external_coupon_id'] : undefined
  return typeof id === 'string' ? id : ''
}

/** Each broken rule with the line of the file where it stands. */
export const issuesTable = (rows: readonly CouponRow[], issues: readonly Issue[]): string =>
  couponsTable(
    ['line', 'external_coupon_id', 'field', 'expected', 'received'],
    issues.map(({ path, expected, received }) => {
      const [, index = '', field = ''] = /^coupons\[(\d+)\]\.?(.*)$/.exec(path) ?? []
      const row = rows[Number(index)]
      return [row?.line ?? '', idOf(row), field, expected, received]
    }),
  )

/** The rows of the call that the vendor refused. It refuses a call as a whole and does not say which row it means. */
export const refusedTable = (rows: readonly CouponRow[], refused: readonly Refused[]): string =>
  couponsTable(
    ['line', 'external_coupon_id', 'retcode', 'errmsg'],
    refused.flatMap(({ from, to, retcode, errmsg }) =>
      rows.slice(from, to + 1).map((row) => [row.line, idOf(row), retcode, errmsg]),
    ),
  )

/** The same undocumented column on a thousand rows is one thing to know, not a thousand. */
export const warningLines = (of: number, warnings: readonly CouponWarning[]): string[] => {
  const counts = new Map<string, number>()
  for (const { code, path } of warnings) {
    const field = path.replace(/^coupons\[\d+\]\./, '').replaceAll(/\[\d+\]/g, '[]')
    counts.set(`${field} ${code}`, (counts.get(`${field} ${code}`) ?? 0) + 1)
  }
  return [...counts].map(([what, count]) => `Warning: ${what} (in ${count} of ${of})`)
}

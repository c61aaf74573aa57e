import type { Issue } from '../lib/check'

/** An issue of one item, told as one of the list: `coupons[3].coupon_name`. */
export const inList = <T extends Issue>(
  list: 'coupons' | 'events',
  index: number,
  issue: T,
): T => ({
  ...issue,
  path: `${list}[${index}]${issue.path && `.${issue.path}`}`,
})

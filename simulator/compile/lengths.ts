const RPX = /(-?(?:\d*\.)?\d+)rpx\b/g
const VH = /(-?(?:\d*\.)?\d+)vh\b/g

/** One rpx is 1/750 of the phone's width, and one vh is 1/100 of the page below the navigation bar. */
export const lengths = (value: string): string =>
  value.replace(RPX, 'calc($1 * var(--rpx))').replace(VH, 'calc($1 * var(--vh))')

/** For what cannot be trusted: the coupon around it is left out. */
export const BAD = Symbol('bad')

const absent = (value: unknown): boolean => value === undefined || value === null || value === ''

/**
 * An id, digit for digit. The vendor's are bigint: a number beyond 2^53 has lost digits when it comes here, and an
 * order would then name somebody else's coupon.
 */
export const decodeId = (value: unknown): string | typeof BAD | undefined => {
  if (absent(value)) return undefined
  if (typeof value === 'string') return value
  return Number.isSafeInteger(value) && Number(value) >= 0 ? String(value) : BAD
}

/** Words to be shown; whatever they hold is text, never markup. */
export const decodeText = (value: unknown): string | undefined =>
  typeof value === 'string' || Number.isFinite(value) ? String(value) : undefined

const decodeNumber = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value))
    ? Number(value)
    : NaN

/**
 * An amount in yuan, exact to the fen: half a fen goes up, as in the gateway's own sums. More than `payable` (in fen) is no
 * deduction, whoever says so: the shop would owe the user money.
 */
export const decodeDeduction = (value: unknown, payable: number): number | typeof BAD => {
  const fen = Math.round(decodeNumber(value) * 100)
  // -0 is 0.
  return fen >= 0 && fen <= payable ? Math.abs(fen) / 100 : BAD
}

/** Eleven digits, the gateway's own bound: a time in milliseconds has thirteen. */
const LATEST = 99_999_999_999

/** A moment in seconds. 0, which the vendor writes for none, is none. */
export const decodeSeconds = (value: unknown): number | undefined => {
  const seconds = decodeNumber(value)
  return seconds > 0 && seconds <= LATEST ? seconds : undefined
}

const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * How long to wait before the retry number `attempt` (0 is the first): exponential with full jitter, so that
 * clients that failed together do not come back together. `random` is at least 0 and less than 1.
 */
export const backoff = (attempt: number, random: number): number =>
  Math.floor(random * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt))

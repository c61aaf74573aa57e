const SHORTEST_MS = 1_000
export const LONGEST_MS = 300_000

/**
 * How long to wait before attempt `attempt` + 1, in ms: exponential with full jitter, so that phones which lost the
 * same collector do not come back together. `random` is in [0, 1).
 */
export const retryDelay = (attempt: number, random: number): number =>
  Math.max(SHORTEST_MS, random * Math.min(LONGEST_MS, SHORTEST_MS * 2 ** attempt))

const HOUR_MS = 3_600_000

/** The calendar day in Asia/Shanghai, `YYYY-MM-DD`. China has kept UTC+8 without summer time since 1991. */
export const chinaDay = (now: number): string =>
  new Date(now + 8 * HOUR_MS).toISOString().slice(0, 10)

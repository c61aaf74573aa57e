const DAY_MS = 86_400_000

/** The day so many days later (or earlier, when negative), both written `YYYY-MM-DD`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

import { pipe, rawTransform, string } from 'valibot'

// The vendor's days are China's, which has had no other time since 1991.
const CHINA_OFFSET = '+08:00'

/**
 * A moment as people and programs write it: milliseconds in 13 digits, a day (2026-11-26, which begins in China), or
 * ISO 8601 with its offset. Gives milliseconds since 1970.
 */
export const moment = pipe(
  string(),
  rawTransform<string, number>(({ dataset: { value }, addIssue, NEVER }) => {
    const ms = /^\d{13}$/.test(value)
      ? Number(value)
      : /^\d{4}-\d\d-\d\d$/.test(value)
        ? Date.parse(`${value}T00:00:00${CHINA_OFFSET}`)
        : /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value)
          ? Date.parse(value)
          : Number.NaN
    if (Number.isFinite(ms)) return ms
    addIssue({
      message: 'a day such as 2026-11-26, ISO 8601 with an offset, or 13 digits of milliseconds',
    })
    return NEVER
  }),
)

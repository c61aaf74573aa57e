import { check, object, pipe, string } from 'valibot'

const text = (rule: string, holds: (value: string) => boolean) => pipe(string(), check(holds, rule))

/** What seed 000 puts into the address of a report: `?app_id=APPID&timestamp=TIMESTAMP&nonce=NONCE`. */
export const ReportQuery = object({
  app_id: text('a non-empty string', (value) => value !== ''),
  timestamp: text('10 digits: seconds', (value) => /^\d{10}$/.test(value)),
  nonce: text('1 to 32 characters', (value) => value.length > 0 && value.length <= 32),
})

import { check, maxLength, object, pipe, regex, string } from 'valibot'

const given = pipe(
  string(),
  check((value) => value !== '', 'a non-empty string'),
)

/** What seed 000 puts into the address of a report: `?app_id=APPID&timestamp=TIMESTAMP&nonce=NONCE`. */
export const ReportQuery = object({
  app_id: given,
  timestamp: pipe(string(), regex(/^\d{10}$/, '10 digits: seconds')),
  nonce: pipe(given, maxLength(32, 'at most 32 characters')),
})

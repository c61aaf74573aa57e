import type { Issue } from '../../plugin/event/issue'

interface Rule {
  readonly path: string
  readonly expected: string
  readonly holds: (value: string) => boolean
}

// Seed 000: `?app_id=APPID&timestamp=TIMESTAMP&nonce=NONCE`, and the vendor's report page on each of them.
const RULES: readonly Rule[] = [
  { path: 'app_id', expected: 'a non-empty string', holds: (value) => value !== '' },
  { path: 'timestamp', expected: '10 digits: seconds', holds: (value) => /^\d{10}$/.test(value) },
  { path: 'nonce', expected: '1 to 32 characters', holds: (value) => /^.{1,32}$/.test(value) },
]

/** What is wrong with the address of a report. */
export const queryIssues = (query: Readonly<Record<string, string>>): Issue[] =>
  RULES.filter(({ path, holds }) => !holds(query[path] ?? '')).map(({ path, expected }) => ({
    path,
    expected,
    received: query[path] === undefined ? 'nothing' : JSON.stringify(query[path]),
  }))

import type { Issue } from '../lib/check'
import type { Outcome } from '../lib/outcome'
import { EXIT_UPSTREAM, EXIT_USAGE, type Io } from './io'

/** Any end but the good one. */
type Failure = Exclude<Outcome<never>, { kind: 'done' }>

/** One line for one broken rule; `names` turns the vendor's field names into what the operator typed. */
export const issueLine = (
  { path, expected, received }: Issue,
  names: Readonly<Record<string, string>> = {},
): string => `  ${names[path] ?? (path || 'the whole')}: expected ${expected}, received ${received}`

/** Says what went wrong at WeChat, or before it, and gives the exit code for it. */
export const reportFailure = (
  failure: Failure,
  { stderr }: Io,
  names: Readonly<Record<string, string>> = {},
): number => {
  if (failure.kind === 'unconfigured') {
    stderr(
      `${failure.variable} is not set. The cards belong to an official account: set WECHAT_APP_ID`,
    )
    stderr('and WECHAT_APP_SECRET to its app id and app secret (not those of the mini-program).')
    return EXIT_USAGE
  }
  if (failure.kind === 'invalid') {
    stderr('Nothing was sent, because:')
    for (const issue of failure.issues) stderr(issueLine(issue, names))
    return EXIT_USAGE
  }
  stderr(`WeChat: ${failure.code} ${failure.message}`)
  if (failure.meaning) stderr(`  ${failure.meaning}`)
  return EXIT_UPSTREAM
}

import { formatIssues, isRecord, type Issue } from '../lib/check'
import { writeJson } from '../lib/json'
import type { Outcome } from '../lib/outcome'
import { EXIT_UPSTREAM, EXIT_USAGE, type Io } from './io'
import type { StoreAnswer } from './store-client'

/** Any end but the good one. */
type Failure = Exclude<Outcome<never>, { kind: 'done' }>

/** One broken rule, and what was there instead; `names` turns the vendor's field names into what the operator typed. */
export const formatIssue = (issue: Issue, names: Readonly<Record<string, string>> = {}): string =>
  `${formatIssues([{ ...issue, path: names[issue.path] ?? issue.path }])}, received ${issue.received}`

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
    for (const issue of failure.issues) stderr(formatIssue(issue, names))
    return EXIT_USAGE
  }
  stderr(`WeChat: ${failure.code} ${failure.message}`)
  if (failure.meaning) stderr(`  ${failure.meaning}`)
  return EXIT_UPSTREAM
}

/** Says that the gateway did not do what it was asked for, and gives the exit code: whether there is something to mend. */
export const reportRefusal = (
  { status, body }: StoreAnswer,
  { stderr }: Pick<Io, 'stderr'>,
): number => {
  const { error } = isRecord(body) ? body : {}
  stderr(
    status === 0
      ? `The gateway gave no answer: ${String(error)}`
      : `The gateway answered ${status}: ${writeJson(body)}`,
  )
  const isToMend = status === 413 || status === 422 || error === 'unconfigured'
  return isToMend ? EXIT_USAGE : EXIT_UPSTREAM
}

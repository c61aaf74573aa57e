import type { Issue } from '../lib/check'
import type { Outcome } from '../lib/outcome'
import type { CardsWorld } from './cards-world'

/** Any end but the good one. */
export type Failure = Exclude<Outcome<never>, { kind: 'done' }>

/** What the operator wrote is wrong, or a variable is missing; nothing was sent. */
const MEND_FIRST = 2
/** WeChat refused, or did not answer. */
const REFUSED = 1

/** One line for one broken rule; `names` turns the vendor's field names into what the operator typed. */
export const issueLine = (
  { path, expected, received }: Issue,
  names: Readonly<Record<string, string>> = {},
): string => `  ${names[path] ?? (path || 'the whole')}: expected ${expected}, received ${received}`

/** Says what went wrong and gives the exit code for it. */
export const cardsFailure = (
  failure: Failure,
  { say }: CardsWorld,
  names: Readonly<Record<string, string>> = {},
): number => {
  if (failure.kind === 'unconfigured') {
    say(
      `${failure.variable} is not set. The cards belong to an official account: set WECHAT_APP_ID`,
    )
    say('and WECHAT_APP_SECRET to its app id and app secret (not those of the mini-program).')
    return MEND_FIRST
  }
  if (failure.kind === 'invalid') {
    say('Nothing was sent, because:')
    for (const issue of failure.issues) say(issueLine(issue, names))
    return MEND_FIRST
  }
  say(`WeChat: ${failure.code} ${failure.message}`)
  if (failure.meaning) say(`  ${failure.meaning}`)
  return REFUSED
}

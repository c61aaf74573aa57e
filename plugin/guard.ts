import { attempt } from './attempt'
import type * as Privacy from './capture/privacy'
import { type Issue, parse, type Schema } from './event/schema'

export const failure = (path: string, expected: string, received = 'none'): Issue => ({
  path,
  expected,
  received,
  severity: 'error',
})

/** Loaded when there is something to hide. */
const conceal = (path: string, received: string): string => {
  const privacy: typeof Privacy = require('./capture/privacy')
  return privacy.conceal(path, received)
}
/** An issue without what is a person's. */
export const concealed = (issue: Issue): Issue => ({
  ...issue,
  received: conceal(issue.path, issue.received),
})
/** An issue as one line for the console, without what is a person's. */
export const issueText = (issue: Issue): string => {
  const { path, expected, received } = concealed(issue)
  return `${path}: expected ${expected}, received ${received}`
}

/** Of one call's issues so many are printed: a list of thousands would hide all others, and freeze the console. */
const MAX_PRINTED = 20

/**
 * What stands between the merchant's code and ours: nothing that we do wrong gets out, nothing that the merchant gives
 * gets in unread, and what was wrong is said without a person's data.
 */
export const createGuard = (
  record: (status: 'invalid' | 'error', event_id: undefined, reason: string) => void,
) => {
  /** A public function: whatever it is given, it answers and does not throw. */
  const guardOr =
    <A extends unknown[], R>(run: (...args: A) => R, otherwise: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return run(...args)
      } catch (error) {
        // What is thrown may have no words.
        const reason = attempt(() => conceal('', String(error)), 'error')
        record('error', undefined, reason)
        return otherwise(...args)
      }
    }
  const guard = <A extends unknown[]>(run: (...args: A) => void) => guardOr(run, () => undefined)

  /** Says what was wrong, and keeps to itself what is a person's. */
  const logIssues = (where: string, issues: readonly Issue[]): Issue[] =>
    issues.map((issue, i) => {
      const { severity } = issue
      const isLast = i === MAX_PRINTED - 1 && issues.length > MAX_PRINTED
      const reason = `${where}: ${issueText(issue)}`
      const more = isLast ? ` (and ${issues.length - MAX_PRINTED} more)` : ''
      if (severity === 'error') record('invalid', undefined, reason)
      if (i < MAX_PRINTED)
        console[severity === 'error' ? 'error' : 'warn'](`[coupon-tracker] ${reason}${more}`)
      return concealed(issue)
    })
  /** Runs with what the schema understands of the input; with errors all stays as it was. */
  const validated = <T>(where: string, schema: Schema<T>, run: (output: T) => void) =>
    guard((input: unknown) => {
      const { output, issues } = parse(schema, input)
      logIssues(where, issues)
      if (output !== undefined) run(output)
    })

  return { guard, guardOr, logIssues, validated }
}

/** One broken rule, in the same shape as the plugin's: `{path, expected, received}`. */
export type { Issue } from '../../../plugin/event/issue'

/**
 * When this many rules are broken, nobody looks for more: a body of millions of wrong items must become neither an
 * answer of gigabytes nor the end of the process.
 */
export const MOST_ISSUES = 1_000

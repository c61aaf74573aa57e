import type { Issue } from './issue'

/** Broken rules as lines for a person. */
export const complaint = (issues: readonly Issue[]): string =>
  issues.map(({ path, expected }) => `  ${path || 'the whole'}: expected ${expected}`).join('\n')

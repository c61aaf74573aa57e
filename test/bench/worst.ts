/**
 * The worst of several runs, field by field. Of numbers the greatest, but of what counts what arrived the least; of
 * yes and no, no; of lists the longest.
 */
export const worst = <T extends object>(runs: readonly T[], least: readonly (keyof T)[]): T => {
  const [first, ...others] = runs
  if (!first) throw new Error('There was no run.')
  const result = { ...first }
  for (const run of others) {
    for (const key of Object.keys(run) as (keyof T)[]) {
      if (worse(run[key], result[key], least.includes(key))) result[key] = run[key]
    }
  }
  return result
}

const worse = (a: unknown, b: unknown, less: boolean): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) return a.length > b.length
  if (typeof a === 'boolean') return !a
  if (typeof a !== 'number' || typeof b !== 'number') return typeof a !== 'number'
  return less ? a < b : a > b
}

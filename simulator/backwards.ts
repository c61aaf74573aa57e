/** The same list, last first. */
export const backwards = <T>(list: readonly T[]): T[] =>
  list.map((_, i) => list[list.length - 1 - i] as T)

/** Numbers in [0, 1) that look random and are the same in each run. */
export const createChance = (seed: number): (() => number) => {
  let state = (seed * 16_807) % 2_147_483_647 || 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
}

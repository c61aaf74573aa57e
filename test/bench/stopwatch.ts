/** How long it takes, in ns. */
export const stopwatch = (run: () => void): number => {
  const begin = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - begin)
}

export interface Quantiles {
  readonly p50: number
  readonly p99: number
}

/** The middle and the worst hundredth of what was measured. */
export const quantiles = (samples: readonly number[]): Quantiles => {
  const sorted = [...samples]
  sorted.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

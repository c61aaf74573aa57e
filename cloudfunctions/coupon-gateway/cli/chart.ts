// asciichart has no types, and the tests' own project must find ours too.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./asciichart.d.ts" />
import { plot } from 'asciichart'

const HEIGHT = 6
// What asciichart writes left of the first point.
const MARGIN = 14

const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0)

/**
 * A line through the counts of some days, with their sum above it. When there are more days than the terminal has room
 * for, each point is the sum of several.
 */
export const chart = (title: string, counts: readonly number[], width: number): string => {
  const step = Math.ceil(counts.length / Math.max(1, width - MARGIN))
  const points = counts.flatMap((_, at) => (at % step ? [] : [sum(counts.slice(at, at + step))]))
  // A line needs two points, even through one day.
  const line = points.length === 1 ? [...points, ...points] : points
  const head = `${title} per ${step === 1 ? 'day' : `${step} days`}, ${sum(counts)} in all`
  return `${head}\n${plot(line, { height: HEIGHT, min: 0 })}`
}

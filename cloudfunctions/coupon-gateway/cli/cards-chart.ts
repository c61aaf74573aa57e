// asciichart has no types, and the tests' own project must find ours too.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./cards-asciichart.d.ts" />
import { plot } from 'asciichart'
import { dayAfter, type DayRange } from '../wechat/days'
import type { ReportRow } from '../wechat/statistics'

// The way of a coupon: seen, received, used. They differ by magnitudes, so each has a chart of its own.
const SERIES = ['view_cnt', 'receive_cnt', 'verify_cnt'] as const
const HEIGHT = 6
// What asciichart writes left of the first point.
const MARGIN = 14

const daysOf = ({ begin_date, end_date }: DayRange): string[] => {
  const days: string[] = []
  for (let day = begin_date; day <= end_date; day = dayAfter(day, 1)) days.push(day)
  return days
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0)

/**
 * One chart each of views, receipts and uses by day, from the first day of the range to the last; a day without rows
 * counts as 0. When there are more days than the terminal has room for, each point is the sum of several.
 */
export const cardsChart = (rows: readonly ReportRow[], range: DayRange, width: number): string => {
  const days = daysOf(range)
  const step = Math.ceil(days.length / Math.max(1, width - MARGIN))
  const charts = SERIES.map((field) => {
    const byDay = new Map<string, number>()
    for (const row of rows)
      byDay.set(row.ref_date, (byDay.get(row.ref_date) ?? 0) + (row[field] ?? 0))
    const counts = days.map((day) => byDay.get(day) ?? 0)
    const points = counts.flatMap((_, at) => (at % step ? [] : [sum(counts.slice(at, at + step))]))
    const title = `${field} per ${step === 1 ? 'day' : `${step} days`}, ${sum(counts)} in all`
    // A line needs two points, even through one day.
    const line = points.length === 1 ? [...points, ...points] : points
    return `${title}\n${plot(line, { height: HEIGHT, min: 0 })}`
  })
  return [`${range.begin_date} to ${range.end_date}`, ...charts].join('\n\n')
}

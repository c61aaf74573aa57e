import type { ReportRow } from '../wechat/statistics'

/** Every field that any of the rows has, in the order in which WeChat sends them. */
export const cardsColumns = (rows: readonly ReportRow[]): string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
]

/** What one cell shows: a field that the row lacks shows nothing. */
export const cardsCell = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

import type { ReportRow } from '../wechat/statistics'
import { cardsCell, cardsColumns } from './cards-columns'

const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** The rows as RFC 4180 writes them, with a line of names. */
export const cardsCsv = (rows: readonly ReportRow[]): string => {
  const columns = cardsColumns(rows)
  const lines = rows.map((row) => columns.map((column) => cardsCell(row[column])))
  return [columns, ...lines].map((cells) => cells.map(quote).join(',')).join('\r\n')
}

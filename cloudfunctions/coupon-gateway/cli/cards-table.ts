import Table from 'cli-table3'
import type { ReportRow } from '../wechat/statistics'
import { cardsCell, cardsColumns } from './cards-columns'

// What WeChat sends is shown, not obeyed: no control character reaches the terminal.
const plain = (cell: string): string => cell.replaceAll(/\p{Cc}/gu, ' ')

/** The rows as a table for the terminal, numbers to the right. */
export const cardsTable = (rows: readonly ReportRow[]): string => {
  const columns = cardsColumns(rows)
  const isCount = (column: string): boolean => rows.some((row) => typeof row[column] === 'number')
  const table = new Table({
    head: columns,
    colAligns: columns.map((column) => (isCount(column) ? 'right' : 'left')),
    style: { head: [], border: [] },
  })
  for (const row of rows) table.push(columns.map((column) => plain(cardsCell(row[column]))))
  return table.toString()
}

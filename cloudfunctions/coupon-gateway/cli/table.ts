import Table from 'cli-table3'
import { writeJson } from '../lib/json'

// More rows than anyone reads at once; a line below the table counts the others.
const MAX_ROWS = 50

/** One value as it is written; a field that is not there is blank. */
export const cellOf = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : writeJson(value)
}

// What a file or a vendor says is only shown: no control character reaches the terminal.
const plain = (value: unknown): string => cellOf(value).replaceAll(/\p{Cc}/gu, ' ')

/** Rows as a table for the terminal, columns of numbers to the right. */
export const table = (
  head: readonly string[],
  rows: readonly (readonly unknown[])[],
  maxRows = MAX_ROWS,
): string => {
  const isCount = (at: number): boolean => rows.some((row) => typeof row[at] === 'number')
  const made = new Table({
    head: [...head],
    colAligns: head.map((_, at) => (isCount(at) ? 'right' : 'left')),
    style: { head: [], border: [] },
  })
  for (const row of rows.slice(0, maxRows)) made.push(row.map(plain))
  const more = rows.length - maxRows
  return more > 0 ? `${made.toString()}\n… and ${more} more` : made.toString()
}

/** Every field that any of the rows has, in the order in which it came. */
export const fieldsOf = (rows: readonly Readonly<Record<string, unknown>>[]): string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
]

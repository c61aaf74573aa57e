import { CsvError, parse } from 'csv-parse/sync'
import { array, is, number, object, string } from 'valibot'
import { cellOf, fieldsOf } from './table'

/** One record of a file and the line where it ends. */
interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

const Records = array(object({ record: array(string()), info: object({ lines: number() }) }))

const DELIMITERS = [',', '\t', ';']

/** What stands between the cells: Excel writes tabs into Unicode text, and semicolons where a comma is the decimal point. */
const delimiterOf = (firstLine: string): string => {
  const line = firstLine.replaceAll(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** The records of a CSV file, blank lines left out, or in one sentence why it is none. */
export const readCsv = (
  text: string,
): { readonly records: readonly CsvRecord[] } | { readonly problem: string } => {
  const [first = ''] = text.split(/\r?\n/, 1)
  // A line of Excel's own, which says the delimiter and is no record.
  const [, said] = /^"?sep=(.)"?$/.exec(first) ?? []
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter: said ?? delimiterOf(first),
      from_line: said === undefined ? 1 : 2,
      info: true,
      skip_empty_lines: true,
      trim: true,
    })
    if (!is(Records, records)) return { problem: 'The file is not CSV' }
    return { records: records.map(({ record, info }) => ({ line: info.lines, cells: record })) }
  } catch (error) {
    // The parser's own message names the line.
    return { problem: error instanceof CsvError ? error.message : 'The file is not CSV' }
  }
}

const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

// Anybody may report an order called =HYPERLINK(…): a spreadsheet must not take it for a formula of its owner's.
const inert = (value: unknown): unknown =>
  typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value

/** Rows as RFC 4180 writes them, with a line of names. A text that would be a formula has an apostrophe before it. */
export const writeCsv = (rows: readonly Readonly<Record<string, unknown>>[]): string => {
  const fields = fieldsOf(rows)
  const lines = rows.map((row) => fields.map((field) => cellOf(inert(row[field]))))
  return [fields, ...lines].map((cells) => cells.map(quote).join(',')).join('\r\n')
}

/** A column as spreadsheets name it: A, B, … Z, AA. `index` is counted from 0. */
export const columnName = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${columnName(Math.floor(index / 26) - 1)}${columnName(index % 26)}`

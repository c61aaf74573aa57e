import Table from 'cli-table3'

// More rows than anybody reads at once; the count below the table tells of the others.
const SHOWN = 50

// What a file or the vendor says is shown, not obeyed: no control character reaches the terminal.
const plain = (cell: string | number): string => String(cell).replaceAll(/\p{Cc}/gu, ' ')

/** Rows as a table for the terminal. */
export const couponsTable = (
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string => {
  const table = new Table({ head: [...head], style: { head: [], border: [] } })
  for (const row of rows.slice(0, SHOWN)) table.push(row.map(plain))
  const more = rows.length - SHOWN
  return more > 0 ? `${table.toString()}\n… and ${more} more` : table.toString()
}

/** `rows`: the first cell is the case, the others belong to the columns. */
export interface Table {
  readonly title: string
  readonly note?: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const widths = (rows: readonly (readonly string[])[]): number[] =>
  (rows[0] ?? []).map((_, i) => Math.max(3, ...rows.map((row) => row[i]?.length ?? 0)))

const aligned = (rows: readonly (readonly string[])[], between: string): string[] => {
  const wide = widths(rows)
  return rows.map((row) => row.map((cell, i) => cell.padEnd(wide[i] ?? 0)).join(between))
}

/** For the terminal. */
export const toText = ({ title, note, columns, rows }: Table): string => {
  const lines = aligned([['', ...columns], ...rows], '  ').map((line) => line.trimEnd())
  return [title, ...(note ? [note] : []), '', ...lines, ''].join('\n')
}

/** For a document. */
export const toMarkdown = ({ title, note, columns, rows }: Table): string => {
  const all = [['', ...columns], ...rows]
  const rule = `| ${widths(all)
    .map((width) => '-'.repeat(width))
    .join(' | ')} |`
  const [head = '', ...lines] = aligned(all, ' | ').map((line) => `| ${line} |`)
  return [`### ${title}`, '', ...(note ? [note, ''] : []), head, rule, ...lines, ''].join('\n')
}

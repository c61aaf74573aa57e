/**
 * A deep copy of plain data without its blanks (`""`, null, undefined), because an optional value that we do not
 * have is left out and never sent as `""`. Later changes to the merchant's own object do not reach the copy.
 * Throws what JSON throws: on a cycle, on a BigInt.
 */
export const copy = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) =>
      item === '' || item === null ? undefined : item,
    ) ?? 'null',
  )

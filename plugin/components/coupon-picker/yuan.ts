/** An amount in yuan for reading: whole yuan without a decimal point, all others with two decimals. */
export const yuan = (amount: number): string => {
  const fen = Math.round(amount * 100)
  return fen % 100 ? (fen / 100).toFixed(2) : `${fen / 100}`
}

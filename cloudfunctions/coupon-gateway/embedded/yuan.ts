/** Fen as the vendor and people write it: `12.00`. */
export const yuan = (fen: number): string => (fen / 100).toFixed(2)

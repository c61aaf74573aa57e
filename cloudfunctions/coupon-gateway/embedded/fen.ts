/** Yuan to fen. The only place where an amount with decimals becomes the integer that all sums are done in. */
export const fen = (yuan: string | number): number => Math.round(Number(yuan) * 100)

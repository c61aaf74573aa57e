/** Yuan at the border, fen inside: 28.9 → 2890. Rounded, because 28.9 × 100 is not 2890 in floats. */
export const fen = (yuan: number): number => Math.round(yuan * 100)

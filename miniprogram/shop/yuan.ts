/** Fen inside, yuan at the border: 2680 → 26.8, the number that Youshu wants. */
export const yuan = (fen: number): number => fen / 100

/** The same for people: 2680 → ¥26.80 */
export const yuanText = (fen: number): string => `¥${yuan(fen).toFixed(2)}`

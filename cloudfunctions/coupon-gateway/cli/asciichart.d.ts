// asciichart ships no types. This is what we use of it.
declare module 'asciichart' {
  export const plot: (
    series: readonly number[],
    options?: { readonly height?: number; readonly min?: number },
  ) => string
}

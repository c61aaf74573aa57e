/** What `scripts/animate.ts` uses of gifenc 1.0.3, which has no types of its own. */
declare module 'gifenc' {
  type Palette = number[][]
  interface FrameOptions {
    /** ms */
    readonly delay: number
    readonly transparent: boolean
    readonly transparentIndex: number
    readonly dispose: number
    readonly palette?: Palette
  }
  interface Encoder {
    writeFrame(index: Uint8Array, width: number, height: number, options: FrameOptions): void
    finish(): void
    bytes(): Uint8Array
  }
  export const quantize: (rgba: Uint8Array, maxColors: number) => Palette
  export const applyPalette: (rgba: Uint8Array, palette: Palette) => Uint8Array
  export const GIFEncoder: () => Encoder
}

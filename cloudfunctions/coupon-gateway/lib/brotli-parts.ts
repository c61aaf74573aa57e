import { brotliCompressSync, type BrotliOptions, brotliDecompressSync, constants } from 'node:zlib'

/**
 * A brotli stream that is put together from parts: some compressed beforehand, because many answers have them in common,
 * some stored as they are. A stream is a row of metablocks (RFC 7932, 9), and those of this quality stand for themselves:
 * they use no dictionary, whose words are named by their distance from the beginning, and no distance of one before.
 */
const ALONE: BrotliOptions = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 22 },
}
// The head of a stream: a window of 4 MB.
const WINDOW = 0xb
const WINDOW_BITS = 4
// A last metablock without anything.
const END = Buffer.from([0x03])

/** The three bytes in front of what is stored; in front of the first, with the head of the stream. At most 64 KB. */
const storedHead = (length: number, isFirst: boolean): Buffer => {
  const head = Buffer.allocUnsafe(3)
  const bits = isFirst ? WINDOW_BITS : 0
  // Not the last; a length of 16 bits; stored.
  head.writeUIntLE(((length - 1) << (3 + bits)) | (1 << (19 + bits)) | (isFirst ? WINDOW : 0), 0, 3)
  return head
}

/** The stream without its head and its end, filled up to a whole byte by an empty metablock. */
const withoutEnds = (stream: Buffer): Buffer => {
  const last = stream.at(-1) ?? 0
  // It ends with two set bits: the last metablock, and that it is empty.
  const end = stream.length * 8 - Math.clz32(last) + 24 - 2 - WINDOW_BITS
  const blocks = Buffer.alloc(Math.ceil((end + 6) / 8))
  for (const at of blocks.keys())
    blocks[at] = ((stream[at] ?? 0) >> WINDOW_BITS) | ((stream[at + 1] ?? 0) << WINDOW_BITS)
  // The two bits 11 become the six 011000: an empty metablock that is not the last, and ends at a whole byte.
  for (const bit of [end, end + 2]) blocks[bit >> 3] = (blocks[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return blocks
}

/** Part of a brotli stream: compressed, or stored. */
export type BrotliPart = { readonly packed: Buffer } | { readonly stored: Buffer }

/** The stream of these parts, the first of which is stored. */
export const brotliOf = (parts: readonly BrotliPart[]): Buffer => {
  const bytes: Buffer[] = []
  for (const part of parts) {
    if ('packed' in part) bytes.push(part.packed)
    else bytes.push(storedHead(part.stored.length, bytes.length === 0), part.stored)
  }
  bytes.push(END)
  return Buffer.concat(bytes)
}

/**
 * The part that stands for these bytes in any stream. What cannot be compressed so is stored, and whether it can be is
 * tried out: in a stream where it stands twice, behind something else and behind itself.
 */
export const pack = (bytes: Buffer): BrotliPart => {
  const packed = withoutEnds(brotliCompressSync(bytes, ALONE))
  const stored = Buffer.from('?')
  try {
    const opened = brotliDecompressSync(brotliOf([{ stored }, { packed }, { packed }]))
    return opened.equals(Buffer.concat([stored, bytes, bytes])) ? { packed } : { stored: bytes }
  } catch {
    return { stored: bytes }
  }
}

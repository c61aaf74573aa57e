import type { CommonText } from '../coupon-engine/compact'
import { type BrotliPart, brotliOf, pack } from './brotli-parts'
import { type Coding, compressed } from './compress'

/** What many answers have in common. */
interface Common {
  readonly bytes: Buffer
  /** The same in a brotli stream. `undefined`: it is wanted for the first time, and most never are again. */
  block(): BrotliPart | undefined
}

const createCommon = (text: string): Common => {
  const bytes = Buffer.from(text)
  let isWanted = false
  let block: BrotliPart | undefined
  return {
    bytes,
    block() {
      if (isWanted) return (block ??= pack(bytes))
      isWanted = true
      return undefined
    },
  }
}

// Gone with the text: nothing here keeps it alive.
const COMMON = new WeakMap<CommonText, Common>()

const commonOf = (common: CommonText): Common => {
  const known = COMMON.get(common)
  if (known) return known
  const made = createCommon(common.text)
  COMMON.set(common, made)
  return made
}

type Part = Buffer | Common

const bytesOf = (part: Part): Buffer => (Buffer.isBuffer(part) ? part : part.bytes)

// What is stored as it is: three packets, which need no further round trip, and less than the rest.
const MAX_STORED = 4 * 1024
const MAX_STORED_SHARE = 0.5

/** The answer put together from what was compressed before. `undefined`: there is too little of that. */
const joined = (parts: readonly Part[], length: number): Buffer | undefined => {
  let left = Math.min(MAX_STORED, length * MAX_STORED_SHARE)
  const blocks: BrotliPart[] = []
  for (const part of parts) {
    const block = Buffer.isBuffer(part) ? { stored: part } : part.block()
    if (!block) return undefined
    if ('stored' in block) left -= block.stored.length
    if (left < 0) return undefined
    blocks.push(block)
  }
  return brotliOf(blocks)
}

/** An answer, in the form that its caller takes. */
export interface Answer {
  readonly length: number
  plain(): Buffer
  coded(coding: Coding): Buffer
}

/** The answer of these texts, one behind the other; the first is its own. */
export const answerOf = (texts: readonly (string | CommonText)[]): Answer => {
  const parts = texts.map((text) => (typeof text === 'string' ? Buffer.from(text) : commonOf(text)))
  const length = parts.reduce((sum, part) => sum + bytesOf(part).length, 0)
  const plain = () => Buffer.concat(parts.map(bytesOf))
  return {
    length,
    plain,
    coded: (coding) =>
      (coding === 'br' ? joined(parts, length) : undefined) ?? compressed(plain(), coding),
  }
}

/** Where in a text something stands, both counted from 1; columns in characters. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** What bytes say as text, and in which encoding they were. */
export interface DecodedText {
  readonly text: string
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
}

/**
 * Bytes that are text in none of the encodings; `at` is the first that is no UTF-8. Or, with `readings`, in two of them:
 * what stands there in UTF-8 and in GB18030.
 */
export interface UndecodedText {
  readonly at: Position
  readonly readings?: readonly [string, string]
}

/** What such bytes are, and where. */
export const undecoded = ({ at: { line, column }, readings }: UndecodedText): string => {
  const what = readings
    ? `text with two readings, "${readings[0]}" (UTF-8) or "${readings[1]}" (GB18030); save it as UTF-8 with a byte order mark`
    : 'no text in UTF-8, GB18030 or UTF-16'
  return `${what}: line ${line}, column ${column}`
}

const LINE_FEED = 10
const RETURN = 13

/** The line and column of a place in a text. Lines are counted, not cut: a text may be millions of line ends. */
export const positionAt = (text: string, index: number): Position => {
  const place = Math.min(index, text.length)
  let line = 1
  let start = 0
  for (let at = 0; at < place; at += 1) {
    const code = text.charCodeAt(at)
    if (code !== LINE_FEED && code !== RETURN) continue
    if (code === RETURN && text.charCodeAt(at + 1) === LINE_FEED) continue
    line += 1
    start = at + 1
  }
  return { line, column: place - start + 1 }
}

// One for all texts in it, because nearly all are; the others are made where they are needed.
const UTF_8 = new TextDecoder('utf-8', { fatal: true })

const strictly = (
  encoding: DecodedText['encoding'],
  bytes: Uint8Array,
): DecodedText | undefined => {
  try {
    const decoder = encoding === 'utf-8' ? UTF_8 : new TextDecoder(encoding, { fatal: true })
    const text = decoder.decode(bytes)
    // A NUL is what is left of a wider encoding that was taken for a narrower one.
    return text.includes('\0') ? undefined : { text, encoding }
  } catch {
    return undefined
  }
}

const firstDifference = (one: Uint8Array, other: Uint8Array): number => {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at
}

/**
 * The lenient decoder puts U+FFFD for what is no UTF-8. Many whole characters beside few of these are UTF-8 that was
 * damaged, which must not be taken for another encoding: nearly any bytes are GB18030 by its letter.
 */
const isDamagedUtf8 = (lenient: string): boolean => {
  let whole = 0
  let broken = 0
  for (const char of lenient) {
    if (char === '\uFFFD') broken += 1
    else if (char > '\u07FF') whole += 1
  }
  return whole > broken
}

const between = (value: number, low: number, high: number): boolean => value >= low && value <= high

/**
 * Whether the characters of two bytes are nearly all of GB2312 (rows A1–A9 and B0–F7) and half of them its common ones
 * (B0–D7, ordered by sound) or its punctuation: what people write, and what other encodings hardly ever look like.
 */
const looksLikeGb = (bytes: Uint8Array): boolean => {
  let pairs = 0
  let listed = 0
  let common = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const [lead = 0, trail = 0] = bytes.subarray(at, at + 2)
    if (lead < 0x81) continue
    at += 1
    pairs += 1
    // Four bytes: a rare character.
    if (between(trail, 0x30, 0x39)) at += 2
    else if (trail >= 0xa1) {
      if (between(lead, 0xa1, 0xa9) || between(lead, 0xb0, 0xf7)) listed += 1
      if (between(lead, 0xa1, 0xa3) || between(lead, 0xb0, 0xd7)) common += 1
    }
  }
  return listed >= pairs * 0.8 && common >= pairs * 0.5
}

// Enough of a word to recognize it.
const MAX_QUOTED = 40
const NOT_ASCII = /[^\0-\x7f]/
/** The letters that languages write with two bytes of UTF-8: Latin with its signs first, each for itself. */
const ALPHABETS = [
  /^[\u00a0-\u017f]+$/,
  /^[\u0386-\u03ce]+$/,
  /^[\u0400-\u045f\u048a-\u04ff]+$/,
  /^[\u0531-\u058a]+$/,
  /^[\u0591-\u05f4]+$/,
  /^[\u0600-\u06ff]+$/,
]

/** Whether it is a word of a language. A few letters by themselves may be Chinese in GB18030: é is 茅. */
const senseOf = (word: string): 'word' | 'nonsense' | 'unclear' => {
  const strange = word.replaceAll(/[\0-\x7f]/g, '')
  // Signs such as «, and accents of their own, stand beside letters of any kind.
  const letters = strange.replaceAll(/[\u00a0-\u00bf]|\p{M}/gu, '') || strange
  const alphabet = ALPHABETS.findIndex((one) => one.test(letters))
  const isLatin = /[A-Za-z][^\0-\x7f]?[a-z]|^[£¥]\d/.test(word)
  if (alphabet < 0) return isLatin ? 'unclear' : 'nonsense'
  return (alphabet === 0 ? isLatin : letters.length >= 3) ? 'word' : 'unclear'
}

/**
 * Valid UTF-8 that may be GB18030 all the same, since both know letters of two bytes: 元券 is `Ԫȯ`. With one longer
 * character it is UTF-8, and so it is where the words make sense.
 */
const asMeant = (utf8: DecodedText, bytes: Uint8Array): DecodedText | UndecodedText => {
  const { text } = utf8
  if (!NOT_ASCII.test(text) || /[^\0-\u07ff]/.test(text) || !looksLikeGb(bytes)) return utf8
  const gb = strictly('gb18030', bytes)
  if (!gb) return utf8
  const words = text.split(/[\s,;|"]+/).filter((word) => NOT_ASCII.test(word))
  const senses = new Set(words.map(senseOf))
  if (senses.has('word') && !senses.has('nonsense')) return utf8
  if (senses.has('nonsense') && !senses.has('word')) return gb
  const index = text.indexOf(words[0] ?? '')
  const word = (words[0] ?? '').slice(0, MAX_QUOTED)
  // Both readings have two bytes for each such letter, so the same places.
  const readings = [word, gb.text.slice(index, index + word.length)] as const
  return { at: positionAt(text, index), readings }
}

// Less may be a stray NUL.
const MIN_ZEROS = 3

/** UTF-16 by its mark, or by the zeros that stand beside its ASCII characters. */
const utf16Of = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  bytes.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const enough = Math.max(MIN_ZEROS, bytes.length / 20)
  if (even === 0 && odd >= enough) return 'utf-16le'
  return odd === 0 && even >= enough ? 'utf-16be' : undefined
}

/** The first byte that is no UTF-8, or a NUL. */
export const firstNonUtf8 = (bytes: Uint8Array): Position => {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const broken = firstDifference(bytes, new TextEncoder().encode(lenient))
  const nul = bytes.indexOf(0)
  const end = nul >= 0 && nul < broken ? nul : broken
  const before = new TextDecoder().decode(bytes.subarray(0, end))
  return positionAt(before, before.length)
}

/** Text that is UTF-8 by its standard, such as JSON on the wire: nothing else it may be counts. */
export const decodeUtf8 = (bytes: Uint8Array): DecodedText | undefined => strictly('utf-8', bytes)

const hasMark = ([one, two, three]: Uint8Array): boolean =>
  one === 0xef && two === 0xbb && three === 0xbf

/**
 * Text out of a file, in the encodings that people's programs save: UTF-8, GB18030 (and GBK, GB2312: what Chinese Excel
 * calls CSV) and UTF-16 (what it calls Unicode text). Marks of byte order are no part of the text. Nothing is guessed
 * away: bytes that are none of these, or may as well be two of them, are not decoded.
 */
export const decodeText = (bytes: Uint8Array): DecodedText | UndecodedText => {
  // UTF-16 never looks like it: it has zeros in it, or a mark that is no UTF-8.
  const utf8 = decodeUtf8(bytes)
  if (utf8) return hasMark(bytes) ? utf8 : asMeant(utf8, bytes)
  const wide = utf16Of(bytes)
  const decoded = wide && strictly(wide, bytes)
  if (decoded) return decoded
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const gb =
    !wide && !isDamagedUtf8(lenient) && looksLikeGb(bytes) ? strictly('gb18030', bytes) : undefined
  if (gb) return gb
  return { at: firstNonUtf8(bytes) }
}

/** The path of the first text, or key, that holds half a character (a lone surrogate). `undefined`: there is none. */
export const brokenTextIn = (value: unknown, path = ''): string | undefined => {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value) ? path : undefined
  if (typeof value !== 'object' || !value) return undefined
  const isList = Array.isArray(value)
  for (const [key, inner] of isList ? value.entries() : Object.entries(value)) {
    const at = isList ? `${path}[${key}]` : path ? `${path}.${key}` : `${key}`
    if (brokenTextIn(`${key}`) !== undefined) return path
    const found = brokenTextIn(inner, at)
    if (found !== undefined) return found
  }
  return undefined
}

/** The deepest documented input or answer has 6 levels. */
export const DEEPEST = 32

const QUOTE = 34
const BACKSLASH = 92

/** Whether a text, if it is JSON, is more than `DEEPEST` levels deep: what recurses must never meet thousands. */
export const isDeep = (text: string): boolean => {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) quoted = !quoted
    else if (quoted) {
      if (code === BACKSLASH) at += 1
    } else if (code === 123 || code === 91) {
      depth += 1
      if (depth > DEEPEST) return true
    } else if (code === 125 || code === 93) depth -= 1
  }
  return false
}

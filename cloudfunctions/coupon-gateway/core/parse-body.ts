import { parse } from 'secure-json-parse'
import { invalid, type Invalid } from './outcome'

// The deepest documented input has 6 levels; parsers and writers that recurse must never meet thousands.
const DEEPEST = 32
const QUOTE = 34
const BACKSLASH = 92

const isDeeper = (text: string): boolean => {
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

const refuse = (expected: string, received: string): Invalid =>
  invalid([{ path: '', expected, received }])

/** The JSON of a body; keys that could reach a prototype (`__proto__`, `constructor.prototype`) are refused. */
export const parseBody = (body: string): { readonly input: unknown } | Invalid => {
  if (isDeeper(body)) return refuse(`JSON at most ${DEEPEST} levels deep`, 'deeper')
  try {
    return { input: parse(body, { protoAction: 'error', constructorAction: 'error' }) }
  } catch {
    return refuse('JSON without keys such as __proto__', body === '' ? 'nothing' : 'something else')
  }
}

import { parse } from 'secure-json-parse'
import { invalid, type Invalid } from './outcome'

/** The deepest documented input or answer has 6 levels. */
const MAX_DEPTH = 32

const QUOTE = 34
const BACKSLASH = 92

/** Whether a text, if it is JSON, is more than `MAX_DEPTH` levels deep: what recurses must never meet thousands. */
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
      if (depth > MAX_DEPTH) return true
    } else if (code === 125 || code === 93) depth -= 1
  }
  return false
}

/** A vendor's JSON. `undefined`: it is none, or deeper than an honest sender would write. */
export const parseJson = (text: string): unknown => {
  if (isDeep(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const refuse = (expected: string, received: string): Invalid =>
  invalid([{ path: '', expected, received }])

/** The JSON of a request's body; keys that could reach a prototype (`__proto__`, `constructor.prototype`) are refused. */
export const parseBody = (body: string): { readonly input: unknown } | Invalid => {
  if (isDeep(body)) return refuse(`JSON at most ${MAX_DEPTH} levels deep`, 'deeper')
  try {
    return { input: parse(body, { protoAction: 'error', constructorAction: 'error' }) }
  } catch {
    return refuse('JSON without keys such as __proto__', body === '' ? 'nothing' : 'something else')
  }
}

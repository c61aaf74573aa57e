import { parse } from 'secure-json-parse'
import { DEEPEST, isDeep } from './is-deep'
import { invalid, type Invalid } from './outcome'

const refuse = (expected: string, received: string): Invalid =>
  invalid([{ path: '', expected, received }])

/** The JSON of a body; keys that could reach a prototype (`__proto__`, `constructor.prototype`) are refused. */
export const parseBody = (body: string): { readonly input: unknown } | Invalid => {
  if (isDeep(body)) return refuse(`JSON at most ${DEEPEST} levels deep`, 'deeper')
  try {
    return { input: parse(body, { protoAction: 'error', constructorAction: 'error' }) }
  } catch {
    return refuse('JSON without keys such as __proto__', body === '' ? 'nothing' : 'something else')
  }
}

import { isDeep } from './is-deep'

/** What a text says as JSON. `undefined`: it is none, or none that an honest sender would send, by its depth. */
export const parseJson = (text: string): unknown => {
  if (isDeep(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { api, ApiFailure } from './api'

/** What WeChat's typings know of a function that the phone does not have. */
export interface KnownFunction {
  readonly name: string
  /** It takes an object with `fail`. */
  readonly isAsync: boolean
}

type Anything = (...given: readonly unknown[]) => unknown

/** An object whose every function does nothing but say that it is a stand-in. */
const standIn = (name: string, onUse: (name: string) => void): object =>
  new Proxy(
    {},
    {
      get(_, key) {
        if (typeof key === 'symbol' || key === 'then') return undefined
        return () => onUse(`${name}().${key}`)
      },
    },
  )

/**
 * A function for every name of `wx` that the phone lacks: what can fail fails by its name, listeners are never called,
 * what makes an object makes one that does nothing, and the rest throws by its name.
 */
export const createMissing = (
  functions: readonly KnownFunction[],
  onUse: (name: string) => void,
): Readonly<Record<string, Anything>> => {
  const make = ({ name, isAsync }: KnownFunction): Anything => {
    const use = () => onUse(`wx.${name}`)
    if (isAsync) {
      const failing = api(name, () => {
        throw new ApiFailure('the simulator does not have it')
      })
      return (...given) => {
        use()
        return failing(...(given as [object?]))
      }
    }
    if (/^o(?:n|ff)[A-Z]/.test(name)) return use
    if (/^create[A-Z]|Manager$|Context$/.test(name)) {
      return () => {
        use()
        return standIn(`wx.${name}`, onUse)
      }
    }
    return () => {
      use()
      throw new Error(`${name}:fail the simulator does not have it`)
    }
  }
  return Object.fromEntries(functions.map((known) => [known.name, make(known)]))
}

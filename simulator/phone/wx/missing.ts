import { api, ApiFailure } from './api'

/** What WeChat's typings know of a function that the phone does not have. */
export interface KnownFunction {
  readonly name: string
  /** It takes an object with `fail`. */
  readonly isAsync: boolean
  /** Without callbacks it gives a promise. */
  readonly hasPromise: boolean
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
  const make = ({ name, isAsync, hasPromise }: KnownFunction): Anything => {
    const use = () => onUse(`wx.${name}`)
    if (isAsync) {
      const failing = api(name, () => {
        throw new ApiFailure('the simulator does not have it')
      })
      return (...given) => {
        use()
        const outcome = failing(...(given as [object?]))
        if (hasPromise) return outcome
        // A promise that WeChat does not give is never caught: uni-app calls `preloadAssets` so after each launch.
        outcome?.catch(() => undefined)
        return undefined
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

// The calls of wx.cloud that ask the cloud something; all others only prepare such a call.
const ASKING = new Set(
  (
    'callFunction callContainer uploadFile downloadFile getTempFileURL deleteFile get add set update remove count ' +
    'aggregate end watch'
  ).split(' '),
)

const refuse = (name: string) =>
  api(`cloud.${name}`, () => {
    throw new ApiFailure('the simulator has no cloud; the shop needs its real environment for this')
  })

/** `wx.cloud`: it can be prepared in every way, and whatever asks the cloud for something fails by its name. */
export const createCloud = (onUse: (name: string) => void): object => {
  // `database().collection('a').where({…}).get()`: a chain of any length, which only its last call ends.
  const chain = (): object =>
    // A plain function, so that `new wx.cloud.Cloud(…)` works as well.
    new Proxy(function cloud() {}, {
      apply: () => chain(),
      construct: () => chain(),
      get(_, name) {
        if (typeof name === 'symbol' || name === 'then') return undefined
        if (!ASKING.has(name)) return chain()
        return (...given: [object?]) => {
          onUse(`wx.cloud ${name}`)
          return refuse(name)(...given)
        }
      },
    })
  return chain()
}

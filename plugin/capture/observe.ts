export type Watch = (self: unknown, args: readonly unknown[]) => void
/** What runs before the merchant's function, and what runs when it has returned or thrown. Neither may throw. */
export type Watches = readonly [before?: Watch | undefined, after?: Watch]

const observed = new WeakSet()

/**
 * The same function, watched: `this`, arguments, return value, promise and exception are the original's own. Without
 * an original only the watching happens. What is not a function, or is watched already, is given back as it is. What
 * hangs on a function (its name, its length, a debounce's `cancel`) hangs on the one in its place too.
 */
export const observe = (original: unknown, [before, after]: Watches): unknown => {
  if (original !== undefined && (typeof original !== 'function' || observed.has(original)))
    return original
  const watched = function (this: unknown, ...args: unknown[]): unknown {
    before?.(this, args)
    try {
      return (original as ((...given: unknown[]) => unknown) | undefined)?.apply(this, args)
    } finally {
      after?.(this, args)
    }
  }
  if (original) Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original))
  observed.add(watched)
  return watched
}

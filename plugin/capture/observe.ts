type AnyFunction = (this: unknown, ...args: never[]) => unknown
export type Watch = (self: unknown, args: readonly unknown[]) => void
/** From a property of the merchant's options to the property that stands in its place. */
export type Change = (original: unknown) => unknown

/**
 * The same function, watched: `before` runs first, `after` when it has returned or thrown. `this`, arguments, return
 * value, promise and exception are the original's own. Where there is no original, only the watching happens; what
 * is not a function stays what it is. Watches must not throw.
 */
export const observe =
  (before: Watch, after?: Watch): Change =>
  (original) => {
    if (original !== undefined && typeof original !== 'function') return original
    const run = original as AnyFunction | undefined
    if (!after) {
      return function (this: unknown, ...args: never[]): unknown {
        before(this, args)
        return run?.apply(this, args)
      }
    }
    return function (this: unknown, ...args: never[]): unknown {
      before(this, args)
      try {
        return run?.apply(this, args)
      } finally {
        after(this, args)
      }
    }
  }

const observed = new WeakSet<object>()

/**
 * The change, but what it made before is given back as it is: options may be wrapped twice. What hangs on a function
 * (its name, its length, a debounce's `cancel`) hangs on the one in its place too.
 */
export const once =
  (change: Change): Change =>
  (original) => {
    const changed =
      typeof original === 'function' && observed.has(original) ? original : change(original)
    if (typeof changed === 'function' && changed !== original) {
      if (original) Object.defineProperties(changed, Object.getOwnPropertyDescriptors(original))
      observed.add(changed)
    }
    return changed
  }

/** Tells every listener of a change, in the order in which they came. */
export const createChanges = <T = void>() => {
  const listeners = new Set<(change: T) => void>()
  return {
    announce: (change: T) => listeners.forEach((listener) => listener(change)),
    /** Returns how to stop. */
    subscribe(listener: (change: T) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

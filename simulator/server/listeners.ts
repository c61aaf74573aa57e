/** Those who want to hear of every change of one thing. */
export const createListeners = <C>() => {
  const listeners = new Set<(change: C) => void>()
  return {
    tell: (change: C) => listeners.forEach((listener) => listener(change)),
    /** Returns how to stop. */
    subscribe(listener: (change: C) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

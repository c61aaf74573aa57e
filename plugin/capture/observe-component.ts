import { type Change, observe, once, type Watch } from './observe'
import { pageLifecycles, type PageWatch } from './observe-page'
import { redefine } from './redefine'

/**
 * A component's options, observed: every method tells that it runs, so that an event knows its component; and where
 * the component turns out to be a page, its lifecycles in `methods` and the page's `show` are watched as a page's are.
 */
export const observeComponent = <T extends object>(
  options: T,
  enter: Watch,
  leave: Watch,
  watch: PageWatch,
): T => {
  const lifecycles = pageLifecycles(watch, options)
  const running = observe(enter, leave)
  return redefine(options, {
    methods(given) {
      const methods = (given ?? {}) as object
      const changes: Record<string, Change> = { ...lifecycles }
      for (const name of Object.keys(methods)) {
        const lifecycle = lifecycles[name]
        changes[name] = lifecycle ? (method) => lifecycle(running(method)) : running
      }
      for (const [name, change] of Object.entries(changes)) changes[name] = once(change)
      const observed = redefine(methods, changes)
      return given === undefined && !Object.keys(observed).length ? undefined : observed
    },
    pageLifetimes: (given) =>
      redefine((given ?? {}) as object, { show: once(observe(watch.show)) }),
  })
}

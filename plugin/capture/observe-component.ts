import { observe, type Watches } from './observe'
import { mayAdd, type PageWatches, watchShow } from './observe-page'
import { redefine } from './redefine'

/**
 * A component's options, observed: every method tells that it runs, so that an event knows its component; and where
 * the component turns out to be a page, its lifecycles in `methods` and the page's `show` are watched as a page's are.
 */
export const observeComponent = <T extends object>(
  options: T,
  [enter, leave]: readonly [(self: unknown) => void, () => void],
  watches: PageWatches,
): T =>
  redefine(options, {
    methods(given) {
      const methods = Object(given) as object
      const added = mayAdd(options) ? Object.keys(watches) : []
      const names = Object.keys(methods).concat(added)
      const changes = names.map((name) => {
        const [before, after] = watches[name as keyof PageWatches] ?? []
        const both: Watches = [
          (self, args) => {
            enter(self)
            before?.(self, args)
          },
          (self, args) => {
            after?.(self, args)
            leave()
          },
        ]
        return [
          name,
          (method: unknown) => (method || added.includes(name) ? observe(method, both) : method),
        ]
      })
      return given || names.length ? redefine(methods, Object.fromEntries(changes)) : given
    },
    pageLifetimes: watchShow(watches),
  })

import { attempt } from '../attempt'
import {
  type Change,
  type Lifecycle,
  mayAdd,
  observe,
  observed,
  type PageWatches,
  redefine,
  type Watches,
} from './observe'

/** The names of everything that an object of options holds, inherited or not. */
const namesOf = (options: object): string[] => {
  const names: string[] = []
  for (const name in options) names.push(name)
  return names
}

/** The object with every function in it observed; what else stands in it, and what is no object, stays. */
const observeAll =
  (watches: Watches, deeper?: (given: unknown) => unknown) =>
  (given: unknown): unknown => {
    if (typeof given !== 'object' || !given) return given
    const change: Change = (value) =>
      deeper ? deeper(value) : typeof value === 'function' ? observe(value, watches) : value
    return redefine(given, Object.fromEntries(namesOf(given).map((name) => [name, change])))
  }

const LIFETIMES = ['created', 'attached', 'ready', 'moved', 'detached', 'error']

/** What runs the merchant's code in a component or a behavior, but for its methods and the page's lifetimes. */
const commonChanges = (running: Watches): Record<string, Change> => {
  const all = observeAll(running)
  const one: Change = (value) => (typeof value === 'function' ? observe(value, running) : value)
  return {
    ...Object.fromEntries(LIFETIMES.map((name) => [name, one])),
    lifetimes: all,
    observers: all,
    // Of a property only its observer runs: its type is a constructor too, by which WeChat knows it.
    properties: observeAll(running, (property) =>
      typeof property === 'object' && property ? redefine(property, { observer: one }) : property,
    ),
    relations: observeAll(running, all),
    behaviors: (given) =>
      Array.isArray(given)
        ? given.map((behavior) =>
            isPlain(behavior)
              ? redefine(behavior, {
                  ...commonChanges(running),
                  methods: all,
                  pageLifetimes: all,
                })
              : (behavior as unknown),
          )
        : given,
  }
}
const isPlain = (behavior: unknown): behavior is object =>
  typeof behavior === 'object' &&
  !!behavior &&
  (!behavior.constructor || behavior.constructor === Object)

/** What WeChat itself puts on an instance, in base libraries that keep it beside the merchant's methods. */
const FRAMEWORK =
  /^(constructor|set(Updated?)?Data|groupSetData|triggerEvent|hasBehavior|animate|clearAnimation|applyAnimatedStyle|select(All|Owner)?Components?|create(Selector|Media|Intersection)\w+|get(RelationNodes|TabBar|AppBar|PageId))$/

/** The methods that an instance has of its behaviors: WeChat makes a behavior opaque. */
const observeInstance = (self: unknown, running: Watches): void => {
  if (typeof self !== 'object' || !self) return
  const methods = self as Record<string, unknown>
  const shared = Object.getPrototypeOf(self) as object
  const isFramework = Object.prototype.hasOwnProperty.call(shared, 'triggerEvent')
  const names = Object.keys(self).concat(isFramework ? [] : Object.getOwnPropertyNames(shared))
  for (const name of names) {
    const method = methods[name]
    if (typeof method !== 'function' || FRAMEWORK.test(name) || observed.has(method)) continue
    Object.defineProperty(self, name, {
      value: observe(method, running),
      configurable: true,
      enumerable: true,
      writable: true,
    })
  }
}

interface ComponentOptions {
  readonly behaviors?: readonly unknown[]
  readonly created?: unknown
  readonly lifetimes?: { readonly created?: unknown }
}

/**
 * A component's options, observed: whatever of it runs says so, so that an event knows its component; and where
 * the component turns out to be a page, its lifecycles in `methods` and the page's `show` are watched as a page's are.
 */
export const observeComponent = <T extends object>(
  options: T,
  [enter, leave]: readonly [(self: unknown) => void, () => void],
  watches: PageWatches,
): T => {
  const running: Watches = [enter, leave]
  const common = commonChanges(running)
  const both = ([before, after, placed]: Watches): Watches => [
    (self, args) => {
      enter(self)
      before?.(self, args)
    },
    (self, args) => {
      after?.(self, args)
      leave()
    },
    placed,
  ]
  const { behaviors } = options as ComponentOptions
  const hasOpaque = behaviors?.some((behavior) => !isPlain(behavior))
  const watchCreated: Change = (original) =>
    observe(original, both([(self) => attempt(() => observeInstance(self, running))]))
  // WeChat takes `lifetimes.created` rather than the older `created`.
  const isOlder = ({ created, lifetimes }: ComponentOptions) => created && !lifetimes?.created
  const inLifetimes: Change = (given) =>
    common['lifetimes']?.(redefine(Object(given) as object, { created: watchCreated }))
  return redefine(options, {
    ...common,
    ...(hasOpaque && (isOlder(options) ? { created: watchCreated } : { lifetimes: inLifetimes })),
    methods(given) {
      const methods = Object(given) as object
      const added = mayAdd(options) ? Object.keys(watches) : []
      const names = Object.keys(methods).concat(added)
      const changes = names.map((name) => [
        name,
        (method: unknown) =>
          method || added.includes(name)
            ? observe(method, both(watches[name as Lifecycle] ?? []))
            : method,
      ])
      return given || names.length ? redefine(methods, Object.fromEntries(changes)) : given
    },
    pageLifetimes: (given) =>
      common['lifetimes']?.(
        redefine(Object(given) as object, {
          show: (show) => observe(show, show ? both(watches.onShow) : watches.onShow),
        }),
      ),
  })
}

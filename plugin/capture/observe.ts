import { attempt } from '../attempt'

/** From a property of the merchant's options to the one in its place. */
type Change = (original: unknown) => unknown

/**
 * A copy of an options object in which the named properties are changed. The object itself is never written to (it
 * may be frozen, or serve two pages); getters stay getters, what was inherited stays inherited, the order of the keys
 * stays, and what could not be extended cannot be. A change that answers undefined for an absent property adds nothing.
 */
export const redefine = <T extends object>(
  options: T,
  changes: Readonly<Record<string, Change>>,
): T => {
  const own = Object.getOwnPropertyDescriptors(options) as Record<string, PropertyDescriptor>
  const inherited: PropertyDescriptorMap = {}
  for (const [key, change] of Object.entries(changes)) {
    const descriptor = own[key]
    const get = descriptor?.get
    if (get) {
      descriptor.get = function (this: unknown) {
        return change(get.call(this))
      }
    } else if (descriptor) {
      descriptor.value = change(descriptor.value)
    } else {
      const original = (options as Record<string, unknown>)[key]
      const value = change(original)
      const where = original === undefined ? own : inherited
      if (value !== undefined) {
        Object.assign(where, Object.getOwnPropertyDescriptors({ [key]: value }))
      }
    }
  }
  const prototype = Object.getPrototypeOf(options) as object | null
  const parent = Object.keys(inherited).length
    ? (Object.create(prototype, inherited) as object)
    : prototype
  const copy = Object.create(parent, own) as T
  return Object.isExtensible(options) ? copy : Object.preventExtensions(copy)
}

export type Watch = (self: unknown, args: readonly unknown[]) => void
/** What runs before the merchant's function, and what runs when it has returned or thrown. Neither may throw. */
type Watches = readonly [before?: Watch | undefined, after?: Watch]

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

/** What is watched of a page, by the name of its lifecycle. */
type Lifecycle = 'onLoad' | 'onShow' | 'onHide' | 'onUnload'
export type PageWatches = Readonly<Record<Lifecycle, Watches>>

/** Where behaviors are in play nothing is added: ours would stand in for a behavior's. */
const mayAdd = (options: { behaviors?: readonly unknown[] }): boolean => !options.behaviors?.length

/** The `pageLifetimes`, with the page's `show` watched: they run beside a behavior's, and replace nothing. */
const watchShow =
  ({ onShow }: PageWatches) =>
  (given: unknown): object =>
    redefine(Object(given) as object, { show: (show) => observe(show, onShow) })

/**
 * A page's options, observed. Where the page has no such lifecycle of its own, one is added that only watches.
 * Nothing else is ever added: the mere presence of onShareAppMessage or onPageScroll changes what WeChat does.
 */
export const observePage = <T extends object>(options: T, watches: PageWatches): T => {
  const changes = Object.entries(watches).map(([name, watch]) => [
    name,
    (original: unknown) => (original || mayAdd(options) ? observe(original, watch) : original),
  ])
  return redefine(options, {
    ...Object.fromEntries(changes),
    ...(!mayAdd(options) && { pageLifetimes: watchShow(watches) }),
  })
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
    properties: observeAll(running, (property) =>
      typeof property === 'object' ? all(property) : property,
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
  [Object, undefined].includes((behavior as Partial<object>).constructor as ObjectConstructor)

/** What WeChat itself puts on an instance, in base libraries that keep it beside the merchant's methods. */
const FRAMEWORK =
  /^(constructor|set(Updated?)?Data|groupSetData|triggerEvent|hasBehavior|animate|clearAnimation|applyAnimatedStyle|select(All|Owner)?Components?|create(Selector|Media|Intersection)\w+|get(RelationNodes|TabBar|AppBar|PageId))$/

/** The methods that an instance has of its behaviors: WeChat makes of a behavior what nobody can look into. */
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
  const both = ([before, after]: Watches): Watches => [
    (self, args) => {
      enter(self)
      before?.(self, args)
    },
    (self, args) => {
      after?.(self, args)
      leave()
    },
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

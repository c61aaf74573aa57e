/** From a property of the merchant's options to the one in its place. */
export type Change = (original: unknown) => unknown

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
/**
 * What runs before the merchant's function, and what runs when it has returned or thrown; `placed`: once such a function
 * is watched. None may throw.
 */
export type Watches = readonly [
  before?: Watch | undefined,
  after?: Watch | undefined,
  placed?: (() => void) | undefined,
]

export const observed = new WeakSet()

/**
 * A class, the merchant's or one of the language's: it must be called with `new`, which ours cannot pass on. A function
 * that was frozen looks the same otherwise.
 */
const isClass = (original: object): boolean =>
  Object.isExtensible(original) &&
  Object.getOwnPropertyDescriptor(original, 'prototype')?.writable === false

/**
 * The same function, watched: `this`, arguments, return value, promise and exception are the original's own. Without
 * an original only the watching happens. What is no function, a class, or watched already, is given back as it is. What
 * hangs on a function (its name, its length, a debounce's `cancel`) hangs on the one in its place too.
 */
export const observe = (original: unknown, [before, after, placed]: Watches): unknown => {
  if (
    original !== undefined &&
    (typeof original !== 'function' || observed.has(original) || isClass(original))
  )
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
  placed?.()
  return watched
}

/** What is watched of a page, by the name of its lifecycle. */
export type Lifecycle = 'onLoad' | 'onShow' | 'onHide' | 'onUnload'
export type PageWatches = Readonly<Record<Lifecycle, Watches>>

/** Where behaviors are in play nothing is added: ours would stand in for a behavior's. */
export const mayAdd = (options: { behaviors?: readonly unknown[] }): boolean =>
  !options.behaviors?.length

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

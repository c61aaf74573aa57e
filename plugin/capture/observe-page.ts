import { observe, type Watches } from './observe'
import { redefine } from './redefine'

/** What is watched of a page, by the name of its lifecycle. */
type Lifecycle = 'onLoad' | 'onShow' | 'onHide' | 'onUnload'
export type PageWatches = Readonly<Record<Lifecycle, Watches>>

/** Where behaviors are in play nothing is added: ours would stand in for a behavior's. */
export const mayAdd = (options: { behaviors?: readonly unknown[] }): boolean =>
  !options.behaviors?.length

/** The `pageLifetimes`, with the page's `show` watched: they run beside a behavior's, and replace nothing. */
export const watchShow =
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

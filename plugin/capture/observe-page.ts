import { type Change, observe, once, type Watch } from './observe'
import { redefine } from './redefine'

/** What is done when a page's lifecycle runs; `unload` comes after the merchant's own onUnload. */
export interface PageWatch {
  readonly load: Watch
  readonly show: Watch
  readonly hide: Watch
  readonly unload: Watch
}

const nothing = (): void => undefined

/**
 * The changes to a page's lifecycles. Where the page has none of its own, one is added that only watches — but not
 * when behaviors are in play: ours would stand in for a behavior's. Nothing else is ever added: the mere presence
 * of onShareAppMessage or onPageScroll changes what WeChat does.
 */
export const pageLifecycles = (watch: PageWatch, options: object): Record<string, Change> => {
  const { behaviors } = options as { behaviors?: unknown[] }
  const unlessBehaviors =
    (change: Change): Change =>
    (original) =>
      original === undefined && behaviors?.length ? undefined : change(original)
  return {
    onLoad: unlessBehaviors(observe(watch.load)),
    onShow: unlessBehaviors(observe(watch.show)),
    onHide: unlessBehaviors(observe(watch.hide)),
    onUnload: unlessBehaviors(observe(nothing, watch.unload)),
  }
}

/** A page's options, observed. */
export const observePage = <T extends object>(options: T, watch: PageWatch): T => {
  const changes = Object.entries(pageLifecycles(watch, options))
  return redefine(
    options,
    Object.fromEntries(changes.map(([name, change]) => [name, once(change)])),
  )
}

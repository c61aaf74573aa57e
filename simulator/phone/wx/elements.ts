import type { PageStack } from '../page-stack'

type Maker = 'createSelectorQuery' | 'createIntersectionObserver'
type Component = Record<Maker, (options?: unknown) => unknown>

/** Before there is a page, nothing is found. */
const nothing = (): object => {
  const query: object = new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'exec'
          ? (callback?: (found: readonly null[]) => void) => callback?.([])
          : () => query,
    },
  )
  return query
}

/** Asking for elements: without a component of one's own, in the page in front. */
export const createElementApi = (stack: PageStack) => {
  // A page is a component to the framework; the stack knows it as the merchant's object.
  const inFront = () => stack.top()?.instance as unknown as Component | undefined
  return {
    createSelectorQuery: () => inFront()?.createSelectorQuery() ?? nothing(),
    createIntersectionObserver: (component: Component | undefined, options?: unknown) =>
      (component ?? inFront())?.createIntersectionObserver(options) ?? nothing(),
  }
}

import type { PageStack } from '../page-stack'

type Maker = 'createSelectorQuery' | 'createIntersectionObserver'
type Component = Record<Maker, (options?: unknown) => unknown>

/** Asking for elements: without a component of one's own, in the page in front. */
export const createElementApi = (stack: PageStack) => {
  // A page is a component to the framework; the stack knows it as the merchant's object.
  const inFront = () => stack.top()?.instance as unknown as Component
  return {
    createSelectorQuery: () => inFront().createSelectorQuery(),
    createIntersectionObserver: (component: Component | undefined, options?: unknown) =>
      (component ?? inFront()).createIntersectionObserver(options),
  }
}

import type { Contestant } from './contestant'

/** No SDK at all: what the merchant's own code costs. */
export const bare: Contestant = {
  name: 'bare',
  title: 'no SDK',
  code: '',
  plugin: false,
  start({ App, Page }) {
    App({})
    return { track: () => undefined, definePage: Page }
  },
  events: () => [],
  aside: () => undefined,
}

import type { Compiled } from '../compiled'

type Construct = (...given: readonly unknown[]) => unknown
type Wrap = (construct: Construct) => Construct

/** The part of the tracker's API that `--wrap` uses. */
interface Tracker {
  readonly init: (options: object) => void
  readonly wrapApp: Wrap
  readonly wrapPage: Wrap
  readonly wrapComponent: Wrap
}

// Invented: a shop that is only tried out has no account with Youshu.
const TRIAL_APP_ID = 'bi0000000000shop'

// Without arguments the constructors of WeChat start a chain of calls, which nothing can be put around.
const withOptions =
  (construct: Construct, wrapped: Construct): Construct =>
  (...given) =>
    given.length === 0 ? construct() : wrapped(...given)

/**
 * Puts the tracker around the constructors of a shop that does not do so itself, and initialises it where the shop does
 * not declare it: what `--wrap` does, with no file of the shop touched.
 */
export const wrapConstructors = (tracker: Tracker, { pages, isTrackerAdded }: Compiled) => {
  if (isTrackerAdded) {
    const titles = pages.flatMap(({ path, title }) => (title ? [[path, title] as const] : []))
    tracker.init({ appId: TRIAL_APP_ID, titles: Object.fromEntries(titles) })
  }
  return {
    App: (construct: Construct) => tracker.wrapApp(construct),
    Page: (construct: Construct) => withOptions(construct, tracker.wrapPage(construct)),
    Component: (construct: Construct) => withOptions(construct, tracker.wrapComponent(construct)),
  }
}
export type WrappedConstructors = ReturnType<typeof wrapConstructors>

import type { Compiled } from '../compiled'

type Construct = (...given: readonly unknown[]) => unknown
type Wrap = (construct: Construct) => Construct

/** The part of the tracker's API that `--wrap` uses. */
export interface Tracker {
  readonly init: (options: object) => void
  readonly wrapApp: Wrap
  readonly wrapPage: Wrap
  readonly wrapComponent: Wrap
}

// Invented: a shop that is only tried out has no account with Youshu.
const TRIAL_APP_ID = 'bi0000000000shop'

/**
 * Puts the tracker around the constructors of a shop that does not do so itself, and initialises it where the shop has
 * none: what `--wrap` does, with no file of the shop touched. `tracker` is asked when a constructor is called, as an npm
 * package is there only once the shop has required it.
 */
export const wrapConstructors = (
  tracker: () => Tracker | undefined,
  { pages, isTrackerAdded }: Compiled,
) => {
  if (isTrackerAdded) {
    const titles = pages.flatMap(({ path, title }) => (title ? [[path, title] as const] : []))
    tracker()?.init({ appId: TRIAL_APP_ID, titles: Object.fromEntries(titles) })
  }
  const around = (name: 'wrapApp' | 'wrapPage' | 'wrapComponent') => (construct: Construct) => {
    let wrapped: Construct | undefined
    return (...given: readonly unknown[]) => {
      wrapped ??= tracker()?.[name](construct)
      // Without arguments the constructors of WeChat start a chain of calls, which nothing can be put around.
      return given.length === 0 || !wrapped ? construct(...given) : wrapped(...given)
    }
  }
  return { App: around('wrapApp'), Page: around('wrapPage'), Component: around('wrapComponent') }
}
export type WrappedConstructors = ReturnType<typeof wrapConstructors>

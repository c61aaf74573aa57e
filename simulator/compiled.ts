/** What the compiler hands to the phone: plain data, so that it can travel as JSON. */
export interface CompiledComponent {
  /** The component's own json, its `usingComponents` already absolute. */
  readonly config: { readonly usingComponents: Record<string, string> } & Record<string, unknown>
  /** The prefix of its class names; absent on pages, whose class names stay as written. */
  readonly scope?: string
}

/** What is wrong with the source, in words that the page shows. */
export interface Problem {
  /** Seen from the root of the project. */
  readonly file: string
  readonly message: string
  /** Counted from 1; absent where it belongs to no line. */
  readonly line?: number
}

export interface CompiledSpace {
  readonly components: Readonly<Record<string, CompiledComponent>>
  /** A JavaScript expression: path → compiled template. */
  readonly templates: string
  /** The templates that cannot be drawn, and why. */
  readonly broken: Readonly<Record<string, Problem>>
  /** A function body that returns path → {run, requires}. */
  readonly modules: string
  readonly css: string
}

/**
 * Whether the tracker is in it as an npm package. The prefix of its storage keys shows it wherever a framework's bundler
 * has put it.
 */
export const holdsTracker = ({ modules }: Pick<CompiledSpace, 'modules'>): boolean =>
  modules.includes('youshu-coupon:')

export interface WindowConfig {
  readonly navigationBarTitleText?: string
  readonly navigationBarBackgroundColor?: string
  readonly navigationBarTextStyle?: 'black' | 'white'
  readonly backgroundColor?: string
  /** `custom`: the page draws its navigation bar itself. */
  readonly navigationStyle?: 'default' | 'custom'
  /** In px. */
  readonly onReachBottomDistance?: number
}

/** What a page is called, as WeChat finds it: what its own json says, which may be nothing, else the app's window. */
export const titleOf = (
  page: WindowConfig | undefined,
  app: WindowConfig | undefined,
): string | undefined => (page?.navigationBarTitleText ?? app?.navigationBarTitleText) || undefined

interface TabBar {
  readonly color?: string
  readonly selectedColor?: string
  readonly backgroundColor?: string
  readonly custom?: boolean
  readonly list: readonly Tab[]
}

interface Tab {
  readonly pagePath: string
  readonly text: string
  readonly iconPath?: string
  readonly selectedIconPath?: string
}

export interface AppConfig {
  readonly pages: readonly string[]
  readonly entryPagePath?: string
  readonly window?: WindowConfig
  readonly tabBar?: TabBar
}

export interface CompiledPlugin extends CompiledSpace {
  readonly alias: string
  readonly provider: string
  readonly main: string
  readonly publicComponents: Record<string, string>
  /** The tracker of this repository, a plugin that the project develops, or one whose code is not to be had. */
  readonly kind: 'tracker' | 'own' | 'stand-in'
}

export interface Compiled {
  readonly name: string
  /** The wx appid of the mini-program. */
  readonly appId: string
  readonly app: AppConfig
  readonly host: CompiledSpace
  readonly plugins: readonly CompiledPlugin[]
  /** The tracker is put around the host's constructors by the phone. */
  readonly wrap: boolean
  /** The app has no tracker in either form; it was added, and the phone initialises it. */
  readonly isTrackerAdded: boolean
  /** This repository's own demo. */
  readonly isDemo: boolean
  /** Every page, those of the subpackages too. */
  readonly pages: readonly { readonly path: string; readonly title?: string }[]
  readonly problems: readonly Problem[]
}

const RPX = /(-?(?:\d*\.)?\d+)rpx\b/g
const VH = /(-?(?:\d*\.)?\d+)vh\b/g

/** One rpx is 1/750 of the phone's width, and one vh is 1/100 of the page below the navigation bar. */
export const lengths = (value: string): string =>
  value.replace(RPX, 'calc($1 * var(--rpx))').replace(VH, 'calc($1 * var(--vh))')

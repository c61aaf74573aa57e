/** What the compiler hands to the phone: plain data, so that it can travel as JSON. */
export interface CompiledComponent {
  /** The component's own json, its `usingComponents` already absolute. */
  readonly config: { readonly usingComponents: Record<string, string> } & Record<string, unknown>
  /** The prefix of its class names; absent on pages, whose class names stay as written. */
  readonly scope?: string
}

export interface CompiledSpace {
  readonly components: Readonly<Record<string, CompiledComponent>>
  /** A JavaScript expression: path → compiled template. */
  readonly templates: string
  /** A function body that returns path → {run, requires}. */
  readonly modules: string
  readonly css: string
}

export interface WindowConfig {
  readonly navigationBarTitleText?: string
  readonly navigationBarBackgroundColor?: string
  readonly navigationBarTextStyle?: 'black' | 'white'
  readonly backgroundColor?: string
}

interface TabBar {
  readonly color?: string
  readonly selectedColor?: string
  readonly list: readonly { readonly pagePath: string; readonly text: string }[]
}

export interface AppConfig {
  readonly pages: readonly string[]
  readonly window?: WindowConfig
  readonly tabBar?: TabBar
}

export interface CompiledPlugin extends CompiledSpace {
  readonly alias: string
  readonly provider: string
  readonly main: string
  readonly publicComponents: Record<string, string>
}

export interface Compiled {
  /** The wx appid of the mini-program. */
  readonly appId: string
  readonly app: AppConfig
  readonly host: CompiledSpace
  readonly plugin?: CompiledPlugin
}

/** What is wrong with the source, in words that the page shows. */
export interface CompileFault {
  readonly file: string
  readonly message: string
}

import { loadLibrary } from './load-library'
import type { Instance, Stage } from './stage'

type Run = (...args: never[]) => unknown
/** A page or component as Vue shows it to the merchant's code. */
export interface Vm extends Record<string, unknown> {
  readonly $scope: Instance
}
interface Vue {
  createSSRApp(app: object): { mount(id: string): void }
  getCurrentInstance(): { readonly proxy: Vm }
  injectHook(name: string, run: Run, target: object): void
  onMounted(run: () => void): void
  onUnmounted(run: () => void): void
  ref<T>(value: T): { value: T }
  /** What the compiler leaves of a template: a text, a bound event, a component's props. */
  t(value: unknown): string
  o(run: Run, key: string): string
  p(props: object): string
}
export interface UniApp {
  readonly vue: Vue
  readonly mp: { createPage(options: object): void; createComponent(options: object): void }
}
interface Vendor extends UniApp {
  readonly api: { readonly default: object }
  readonly main: object
}
const FILES = {
  api: require.resolve('uni-mp-weixin-3/dist/uni.api.esm.js'),
  mp: require.resolve('uni-mp-weixin-3/dist/uni.mp.esm.js'),
  vue: require.resolve('@dcloudio/uni-mp-vue'),
  main: require.resolve('./uni-app-main'),
}
const ALIASES = { vue: FILES.vue, '@dcloudio/uni-i18n': require.resolve('uni-i18n-3') }

/**
 * Starts uni-app's runtime for Vue 3 with an app and a page `pages/home`, as a merchant's `common/vendor.js` and
 * `main.js` do. The constructors are wrapped below uni-app's own, the options are above it.
 *
 * `@dcloudio/uni-mp-weixin` 3 holds this runtime (80 KB, nothing of Node's) and a part of uni-app's build, and so
 * brings some 290 packages and 150 MB of compilers, Vite and image tools that the runtime never imports; no smaller package
 * carries it. For this one package package.json therefore overrides them with the one that the runtime imports and
 * that only they would bring: `@dcloudio/uni-i18n`.
 */
export const startUniApp = (stage: Stage): UniApp => {
  const { globals, note, script } = stage
  const uni = {}
  const given = {
    ...globals,
    global: {},
    uni,
    wrapComponent: (original: (options: object) => unknown) => (options: object) =>
      original(stage.component(options)),
  }
  const { api, mp, vue } = loadLibrary<Vendor>(FILES, given, ALIASES)
  // uni-app's build puts its API in the place of the free name `uni`.
  Object.setPrototypeOf(uni, api.default)
  const onLaunch = ({ scene }: { scene: number }) => note('onLaunch', scene)
  vue.createSSRApp({ onLaunch, onShow: () => note('app', 'onShow') }).mount('#app')
  script('pages/home', () => mp.createPage({ render: () => ({}) }))
  return { vue, mp }
}

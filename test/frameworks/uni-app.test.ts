import { expectAlike } from './expect-alike'
import type { Instance, Stage } from './stage'

interface Vm extends Record<string, unknown> {
  readonly $options: Record<string, ((argument: unknown) => unknown)[] | undefined>
  readonly $scope?: Instance
}
interface Vue {
  new (options: object): Vm
  readonly config: { readonly optionMergeStrategies: Record<string, unknown> }
  readonly prototype: Record<string, unknown>
}
interface Uni {
  createApp(vm: Vm): void
  createPage(options: object): void
  createComponent(options: object): void
}

const PAGE_HOOKS = ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onPullDownRefresh']
const HOOKS = [...PAGE_HOOKS, 'onLaunch', 'onShareAppMessage', 'onPageShow', 'onPageHide']

/** What uni-app's own build of Vue 2 has beyond Vue 2: the hooks of pages, and data that goes to WeChat. */
const teach = ({ config, prototype }: Vue): void => {
  for (const hook of HOOKS) {
    config.optionMergeStrategies[hook] = config.optionMergeStrategies['created']
  }
  prototype['__lifecycle_hooks__'] = HOOKS
  prototype['__call_hook'] = function (this: Vm, hook: string, argument: unknown) {
    let last: unknown
    for (const run of this.$options[hook] ?? []) last = run.call(this, argument)
    return last
  }
  prototype['__patch__'] = function (this: Vm) {
    this.$scope?.setData({ ...(this['_data'] as object) })
  }
}
const start = (stage: Stage): Uni => {
  const { vue, uni } = stage.load<{ vue: { default: Vue }; uni: Uni; i18n: object }>({
    vue: require.resolve('vue'),
    uni: require.resolve('@dcloudio/uni-mp-weixin'),
    // The library needs its translations, and does not name them among its dependencies.
    i18n: require.resolve('@dcloudio/uni-i18n'),
  })
  teach(vue.default)
  // As main.js does it: the app gives every page and component its place in WeChat.
  uni.createApp(new vue.default({ mpType: 'app' }))
  return uni
}
const home = (stage: Stage, uni: Uni) =>
  stage.script('pages/home', () => uni.createPage({ render: () => undefined }))

/** A page as the compiler of uni-app leaves it: Vue's options, its template as an empty render. */
const payPage = ({ note, pay }: Stage) => ({
  render: () => undefined,
  data: () => ({ paid: false }),
  onLoad(this: Vm, query: object) {
    note('onLoad', query, this['paid'])
  },
  onShow(this: Vm) {
    note('onShow', this.$scope?.['route'], this['paid'])
  },
  onReady: () => note('onReady'),
  onHide: () => note('onHide'),
  onUnload: () => note('onUnload'),
  onPullDownRefresh: () => note('onPullDownRefresh'),
  created: () => note('created'),
  destroyed: () => note('destroyed'),
  methods: {
    pay(this: Vm, order: string) {
      pay(order)
      this['paid'] = true
    },
  },
})
const vmOf = (page: Instance) => page['$vm'] as Instance

const shopping = async ({ call, navigateBack, navigateTo, note, settle }: Stage) => {
  await navigateTo('pages/home')
  const page = await navigateTo('pages/pay?sku=tea')
  note('drawn', page.data['paid'], 'onShareAppMessage' in page, 'onPageScroll' in page)
  call(vmOf(page), 'pay', 'A')
  await settle()
  note('drawn', page.data['paid'])
  call(page, 'onPullDownRefresh')
  await navigateTo('pages/home')
  await navigateBack()
  await navigateBack()
}
// createPage calls Component itself: a merchant wraps the constructor.
const WAYS = ['constructors wrapped'] as const

test('every page of uni-app is a Component, and is still a page', async () => {
  const trace = await expectAlike(
    async (stage) => {
      const uni = start(stage)
      home(stage, uni)
      stage.script('pages/pay', () => uni.createPage(payPage(stage)))
      await shopping(stage)
    },
    ['pages/pay?sku=tea'],
    WAYS,
  )
  expect(trace).toEqual([
    ['created'],
    ['onLoad', { sku: 'tea' }, false],
    ['onShow', 'pages/pay', false],
    ['onReady'],
    ['drawn', false, false, false],
    ['pay', 'A'],
    ['drawn', true],
    ['onPullDownRefresh'],
    ['onHide'],
    ['onShow', 'pages/pay', true],
    ['onUnload'],
    ['destroyed'],
  ])
})

test('a page that uni-app may share keeps its share, and gets no other', async () => {
  await expectAlike(
    async (stage) => {
      const uni = start(stage)
      stage.script('pages/pay', () =>
        uni.createPage({ ...payPage(stage), onShareAppMessage: () => ({ title: '茶' }) }),
      )
      const page = await stage.navigateTo('pages/pay')
      stage.note('shared', stage.call(page, 'onShareAppMessage'), 'onShareTimeline' in page)
      expect(stage.trace).toContainEqual(['shared', { title: '茶' }, false])
    },
    [],
    WAYS,
  )
})

test('a component of uni-app reports an order on the page that it is on', async () => {
  const trace = await expectAlike(
    async (stage) => {
      const uni = start(stage)
      home(stage, uni)
      stage.script('components/pay', () => uni.createComponent(payPage(stage)))
      await stage.navigateTo('pages/home?from=qr')
      const placed = await stage.place('components/pay')
      stage.call(vmOf(placed), 'pay', 'A')
      await stage.settle()
      stage.note('drawn', placed.data['paid'])
    },
    ['pages/home?from=qr'],
    WAYS,
  )
  expect(trace).toEqual([['created'], ['pay', 'A'], ['drawn', true]])
})

import { globalOptions } from 'glass-easel'
import { expectAlike } from './expect-alike'
import type { Instance, Stage } from './stage'
import { startUniApp, type UniApp, type Vm } from './start-uni-app'

// As in WeChat: what uni-app binds to an event stands on the instance, not among its methods.
globalOptions.useMethodCallerListeners = true

// The pages are what uni-app's own build of this version makes of `.vue` files; only the notes are ours.

/** A page of Vue's options. */
const optionsPage = ({ note, pay }: Stage, { vue }: UniApp) => ({
  data: () => ({ paid: false }),
  created: () => note('created'),
  mounted: () => note('mounted'),
  unmounted: () => note('unmounted'),
  onLoad(this: Vm, query: object) {
    note('onLoad', query, this['paid'])
  },
  onShow(this: Vm) {
    note('onShow', this.$scope['route'], this['paid'])
  },
  onReady: () => note('onReady'),
  onHide: () => note('onHide'),
  onUnload: () => note('onUnload'),
  onPullDownRefresh: () => note('onPullDownRefresh'),
  methods: {
    pay(this: Vm, order: string) {
      pay(order)
      this['paid'] = true
    },
  },
  render: (context: Vm & { pay(order: string): void }) => ({
    a: vue.t(context['paid']),
    b: vue.o(() => context.pay('A'), '6f'),
  }),
})
/** The same page with `<script setup>`. */
const setupPage = ({ note, pay }: Stage, { vue }: UniApp) => ({
  __name: 'pay',
  setup() {
    const self = vue.getCurrentInstance()
    // onLoad and its like of @dcloudio/uni-app are this and no more.
    const on = (name: string, run: (query: never) => unknown) => vue.injectHook(name, run, self)
    const paid = vue.ref(false)
    note('created')
    vue.onMounted(() => note('mounted'))
    vue.onUnmounted(() => note('unmounted'))
    on('onLoad', (query: object) => note('onLoad', query, paid.value))
    on('onShow', () => note('onShow', self.proxy.$scope['route'], paid.value))
    on('onReady', () => note('onReady'))
    on('onHide', () => note('onHide'))
    on('onUnload', () => note('onUnload'))
    on('onPullDownRefresh', () => note('onPullDownRefresh'))
    const buy = (order: string) => {
      pay(order)
      paid.value = true
    }
    return () => ({ a: vue.t(paid.value), b: vue.o(() => buy('A'), 'e4') })
  },
})
const share = () => ({ title: '茶' })
// The compiler counts the hooks that a page may not get without asking: 2 is the share.
const sharedOptions = (...given: [Stage, UniApp]) => ({
  ...optionsPage(...given),
  onShareAppMessage: share,
  __runtimeHooks: 2,
})
const sharedSetup = (stage: Stage, uni: UniApp) => {
  const page = setupPage(stage, uni)
  const setup = () => {
    uni.vue.injectHook('onShareAppMessage', share, uni.vue.getCurrentInstance())
    return page.setup()
  }
  return { ...page, setup, __runtimeHooks: 2 }
}
const TAP = { type: 'tap', target: { dataset: {} }, currentTarget: { dataset: {} }, detail: {} }
/** uni-app runs what is bound to a tap in the next turn. */
const tap = async ({ call, settle }: Stage, shown: Instance, bound: string) => {
  call(shown, String(shown.data[bound]), { ...TAP })
  await settle()
}

describe.each([
  ['Vue’s options', optionsPage, sharedOptions],
  ['<script setup>', setupPage, sharedSetup],
])('a page of uni-app on Vue 3, with %s', (_, payPage, sharedPage) => {
  test('is a Component, and is still a page', async () => {
    const trace = await expectAlike(
      async (stage) => {
        const uni = startUniApp(stage)
        const { call, navigateBack, navigateTo, note } = stage
        stage.script('pages/pay', () => uni.mp.createPage(payPage(stage, uni)))
        await navigateTo('pages/home')
        const page = await navigateTo('pages/pay?sku=tea')
        note('drawn', page.data['a'], page['$page'])
        note('has', Object.keys(page), 'onShareAppMessage' in page, 'onPageScroll' in page)
        await tap(stage, page, 'b')
        note('drawn', page.data['a'])
        call(page, 'onPullDownRefresh')
        await navigateTo('pages/home')
        await navigateBack()
        await navigateBack()
      },
      ['pages/pay?sku=tea'],
    )
    expect(trace).toEqual([
      ['onLaunch', 1011],
      ['app', 'onShow'],
      ['created'],
      ['onLoad', { sku: 'tea' }, false],
      ['onShow', 'pages/pay', false],
      ['mounted'],
      ['onReady'],
      ['drawn', 'false', { fullPath: '/pages/pay?sku=tea' }],
      ['has', expect.arrayContaining(['$vm']), false, false],
      ['pay', 'A'],
      ['drawn', 'true'],
      ['onPullDownRefresh'],
      ['onHide'],
      ['onShow', 'pages/pay', true],
      ['onUnload'],
      ['unmounted'],
    ])
  })

  test('reports an order where its tap comes to run, as the bare page would', async () => {
    const trace = await expectAlike(
      async (stage) => {
        const uni = startUniApp(stage)
        stage.script('pages/pay', () => uni.mp.createPage(payPage(stage, uni)))
        const page = await stage.navigateTo('pages/pay')
        void tap(stage, page, 'b')
        await stage.navigateTo('pages/home?from=pay')
      },
      ['pages/home?from=pay'],
    )
    expect(trace).toContainEqual(['pay', 'A'])
  })

  test('keeps the share that it has, and gets no other', async () => {
    await expectAlike(async (stage) => {
      const uni = startUniApp(stage)
      stage.script('pages/pay', () => uni.mp.createPage(sharedPage(stage, uni)))
      const opened = await stage.navigateTo('pages/pay')
      stage.note('shared', stage.call(opened, 'onShareAppMessage'), 'onShareTimeline' in opened)
      stage.note('keys', Object.keys(opened))
      expect(stage.trace).toContainEqual(['shared', { title: '茶' }, false])
    }, [])
  })
})

/** `<pay-button order="A" @paid="paid" />`, as the compiler leaves it in the page's template. */
const WXML = `<pay-button id="pay" wx:if="{{b}}" bindpaid="{{a}}" u-i="b91d44ba-0" bind:__l="__l" u-p="{{b}}"/>`

test('a component of uni-app on Vue 3 reports an order on the page that it is on', async () => {
  const trace = await expectAlike(
    async (stage) => {
      const { mp, vue } = startUniApp(stage)
      const { note, pay, script } = stage
      const button = {
        __name: 'pay-button',
        props: { order: String },
        emits: ['paid'],
        setup(props: { order: string }, { emit }: { emit(name: string, order: string): void }) {
          note('setup', props.order)
          const paid = vue.ref(false)
          const buy = () => {
            pay(props.order)
            paid.value = true
            emit('paid', props.order)
          }
          return () => ({ a: vue.t(paid.value ? '已支付' : '支付'), b: vue.o(buy, 'a4') })
        },
      }
      const shop = {
        methods: {
          paid(this: Vm) {
            note('paid', this.$scope['route'])
          },
        },
        render: (context: { paid(): void }) => ({
          a: vue.o(context.paid, 'ef'),
          b: vue.p({ order: 'A' }),
        }),
      }
      script('components/pay-button', () => mp.createComponent(button))
      script('pages/shop', () => mp.createPage(shop), {
        wxml: WXML,
        usingComponents: { 'pay-button': '/components/pay-button' },
      })
      const page = await stage.navigateTo('pages/shop?from=qr')
      const placed = stage.call(page, 'selectComponent', '#pay') as Instance
      note('drawn', placed.data['a'])
      await tap(stage, placed, 'b')
      note('drawn', placed.data['a'])
      await stage.navigateBack()
    },
    ['pages/shop?from=qr'],
  )
  expect(trace).toEqual([
    ['onLaunch', 1011],
    ['app', 'onShow'],
    ['setup', 'A'],
    ['drawn', '支付'],
    ['pay', 'A'],
    ['paid', 'pages/shop'],
    ['drawn', '已支付'],
  ])
})

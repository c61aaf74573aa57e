import { expectAlike } from './expect-alike'
import type { Instance, Stage } from './stage'

interface Toast {
  default(options: object): void
}
const FILES = {
  stepper: require.resolve('tdesign-miniprogram/miniprogram_dist/stepper/stepper'),
  toast: require.resolve('tdesign-miniprogram/miniprogram_dist/toast/toast'),
  showToast: require.resolve('tdesign-miniprogram/miniprogram_dist/toast/index'),
}
const TAGS = { 't-stepper': '/tdesign/stepper', 't-toast': '/tdesign/toast' }
const WXML = `<t-stepper id="count" value="{{count}}" min="1" max="3" bind:change="onChange"
  bind:overlimit="onOverLimit" /><t-toast id="t-toast" />`

/** TDesign's own components, which build their options out of classes and call Component themselves. */
const useTDesign = (stage: Stage): Toast => {
  const { script, load } = stage
  script('tdesign/stepper', () => void load({ stepper: FILES.stepper }))
  script('tdesign/toast', () => void load({ toast: FILES.toast }))
  return load<{ showToast: Toast }>({ showToast: FILES.showToast }).showToast
}
const select = (page: Instance, id: string) =>
  (page['selectComponent'] as (selector: string) => Instance).call(page, id)

/** A cart as TDesign's page templates write it: data, lifecycles, bound events, a toast on the page itself. */
const cart = ({ note, pay }: Stage, toast: Toast) => ({
  data: { count: 1, list: [{ sku: 'tea', picked: true }] },
  onLoad(this: Instance, query: object) {
    note('onLoad', this['route'], query)
  },
  onShow(this: Instance) {
    note('onShow', this.data)
  },
  onHide: () => note('onHide'),
  onUnload: () => note('onUnload'),
  onReachBottom: () => note('onReachBottom'),
  onChange(this: Instance, { detail, target }: { detail: { value: number }; target: Instance }) {
    note('onChange', this['route'], detail, target['id'])
    this.setData({ count: detail.value, 'list[0].picked': false })
  },
  onOverLimit(this: Instance, { detail }: { detail: object }) {
    note('onOverLimit', detail)
    toast.default({ context: this, message: '最多三件', theme: 'warning', duration: 0 })
    pay('A')
  },
})

const shopping = async ({ call, navigateBack, navigateTo, note }: Stage): Promise<void> => {
  const page = await navigateTo('pages/cart?from=home')
  const stepper = select(page, '#count')
  for (let tap = 0; tap < 3; tap++) call(stepper, 'plusValue')
  note('drawn', page.data, stepper.data['currentValue'])
  const { visible, message } = select(page, '#t-toast').data
  note('toast', visible, message)
  await navigateTo('pages/other')
  await navigateBack()
  await navigateBack()
}
const seen = [
  ['onLoad', 'pages/cart', { from: 'home' }],
  ['onShow', { count: 1, list: [{ sku: 'tea', picked: true }] }],
  ['onChange', 'pages/cart', { value: 2 }, 'count'],
  ['onChange', 'pages/cart', { value: 3 }, 'count'],
  ['onOverLimit', { type: 'plus' }],
  ['pay', 'A'],
  ['drawn', { count: 3, list: [{ sku: 'tea', picked: false }] }, 3],
  ['toast', true, '最多三件'],
  ['onHide'],
  ['onShow', { count: 3, list: [{ sku: 'tea', picked: false }] }],
  ['onUnload'],
]

test('a page with TDesign’s components, and its toast on the page itself', async () => {
  const trace = await expectAlike(
    async (stage) => {
      const toast = useTDesign(stage)
      const view = { wxml: WXML, usingComponents: TAGS }
      stage.script('pages/other', ({ Page }) => Page(stage.page({})))
      stage.script('pages/cart', ({ Page }) => Page(stage.page(cart(stage, toast))), view)
      await shopping(stage)
    },
    ['pages/cart?from=home'],
  )
  expect(trace).toEqual(seen)
})

test('the same page, built with Component', async () => {
  const trace = await expectAlike(
    async (stage) => {
      const toast = useTDesign(stage)
      const view = { wxml: WXML, usingComponents: TAGS }
      const { data, ...methods } = cart(stage, toast)
      stage.script('pages/other', ({ Component }) => Component(stage.component({})))
      stage.script(
        'pages/cart',
        ({ Component }) => Component(stage.component({ data: () => data, methods })),
        view,
      )
      await shopping(stage)
    },
    ['pages/cart?from=home'],
  )
  expect(trace).toEqual(seen)
})

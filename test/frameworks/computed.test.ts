import { expectAlike } from './expect-alike'
import type { Instance, Stage } from './stage'

interface Computed {
  readonly behavior: unknown
  BehaviorWithComputed(options: object): unknown
  ComponentWithComputed(options: object): unknown
}
interface Data {
  readonly fen: number
  readonly off: number
}
const load = (stage: Stage) =>
  stage.load<{ computed: Computed }>({ computed: require.resolve('miniprogram-computed') }).computed

const price = ({ note }: Stage) => ({
  computed: { due: ({ fen, off }: Data) => fen - off },
  watch: {
    'fen, off'(this: Instance, fen: number, off: number) {
      note('watch', this['route'], fen, off)
    },
  },
})
const methods = ({ note, pay }: Stage) => ({
  onLoad(this: Instance, query: { off: string }) {
    note('onLoad', this['route'], this.data)
    this.setData({ off: Number(query.off) })
    note('set', this.data)
  },
  onShow(this: Instance) {
    note('onShow', this.data)
  },
  onHide(this: Instance) {
    note('onHide', this.data)
  },
  onUnload(this: Instance) {
    note('onUnload', this.data)
  },
  pay(this: Instance, order: string) {
    pay(order)
    this.setData({ fen: 0 })
    note('paid', this.data)
  },
})
const data = { fen: 2680, off: 0 }

/** The checkout under a page that has nothing of its own; an order is paid on it, and on its return. */
const checkout = async (stage: Stage): Promise<void> => {
  stage.script('pages/done', ({ Page }) => Page(stage.page({ pay: stage.pay })))
  const page = await stage.navigateTo('pages/checkout?off=500')
  stage.call(page, 'pay', 'A')
  const done = await stage.navigateTo('pages/done')
  stage.call(done, 'pay', 'B')
  await stage.navigateBack()
  stage.call(page, 'pay', 'C')
  await stage.navigateBack()
}
const PAGES = ['pages/checkout?off=500', 'pages/done', 'pages/checkout?off=500']
const seen = [
  ['onLoad', 'pages/checkout', { fen: 2680, off: 0, due: 2680 }],
  ['watch', 'pages/checkout', 2680, 500],
  ['set', { fen: 2680, off: 500, due: 2180 }],
  ['onShow', { fen: 2680, off: 500, due: 2180 }],
  ['pay', 'A'],
  ['watch', 'pages/checkout', 0, 500],
  ['paid', { fen: 0, off: 500, due: -500 }],
  ['onHide', { fen: 0, off: 500, due: -500 }],
  ['pay', 'B'],
  ['onShow', { fen: 0, off: 500, due: -500 }],
  ['pay', 'C'],
  ['paid', { fen: 0, off: 500, due: -500 }],
  ['onUnload', { fen: 0, off: 500, due: -500 }],
]
/** What the library itself keeps in the data is the same too, but says nothing. */
const known = (line: unknown): unknown =>
  JSON.parse(JSON.stringify(line), (key, value: unknown) =>
    key.startsWith('_computed') ? undefined : value,
  )

test('a page that computes and watches by a behavior', async () => {
  const trace = await expectAlike(async (stage) => {
    const { behavior } = load(stage)
    stage.script('pages/checkout', ({ Page }) =>
      Page(stage.page({ behaviors: [behavior], data, ...price(stage), ...methods(stage) })),
    )
    await checkout(stage)
  }, PAGES)
  expect(trace.map(known)).toEqual(seen)
})

test('a page of ComponentWithComputed', async () => {
  const trace = await expectAlike(async (stage) => {
    const { ComponentWithComputed } = load(stage)
    stage.script('pages/checkout', () =>
      ComponentWithComputed(stage.component({ data, ...price(stage), methods: methods(stage) })),
    )
    await checkout(stage)
  }, PAGES)
  expect(trace.map(known)).toEqual(seen)
})

test('a page whose price comes from a behavior of BehaviorWithComputed', async () => {
  const trace = await expectAlike(async (stage) => {
    const { BehaviorWithComputed } = load(stage)
    stage.script('pages/checkout', ({ Component }) => {
      const priced = BehaviorWithComputed({ data, ...price(stage) })
      Component(stage.component({ behaviors: [priced], methods: methods(stage) }))
    })
    await checkout(stage)
  }, PAGES)
  expect(trace.map(known)).toEqual(seen)
})

import { observable } from 'mobx-miniprogram'
import { expectAlike } from './expect-alike'
import type { Instance, Stage } from './stage'

interface Bindings {
  readonly storeBindingsBehavior: unknown
  BehaviorWithStore(options: object): unknown
  ComponentWithStore(options: object): unknown
}

const createCart = () =>
  observable({
    count: 1,
    add(this: { count: number }, by: number) {
      this.count += by
      return this.count
    },
  })
const start = (stage: Stage) => ({
  cart: createCart(),
  ...stage.load<{ bindings: Bindings }>({ bindings: require.resolve('mobx-miniprogram-bindings') }),
})
const home = ({ script, page }: Stage) =>
  script('pages/home', ({ Page }) => Page(page({ data: { title: '首页' } })))

/** Two pages with one store: what the second adds, the first shows; an event is reported on each. */
const shopping = async (stage: Stage): Promise<void> => {
  const { call, navigateBack, navigateTo, note, settle } = stage
  await navigateTo('pages/home')
  const cart = await navigateTo('pages/cart?sku=tea')
  note('bound', cart.data)
  note('added', call(cart, 'add', 2))
  await settle()
  note('bound', cart.data)
  call(cart, 'pay', 'A')
  await navigateBack()
}

/** What a merchant writes around the binding; every lifecycle says what it sees. */
const lifecycles = ({ note, pay }: Stage) => ({
  onLoad(this: Instance, query: object) {
    note('onLoad', this['route'], query, this.data)
  },
  onShow(this: Instance) {
    note('onShow', this['route'], this.data)
  },
  onUnload(this: Instance) {
    note('onUnload', this.data)
  },
  pay: (order: string) => pay(order),
})

const bound = [
  ['onLoad', 'pages/cart', { sku: 'tea' }, { sum: 0, count: 1 }],
  ['onShow', 'pages/cart', { sum: 0, count: 1 }],
  ['bound', { sum: 0, count: 1 }],
  ['added', 3],
  ['bound', { sum: 0, count: 3 }],
  ['pay', 'A'],
  ['onUnload', { sum: 0, count: 3 }],
]
const storeBindings = (store: object) => ({ store, fields: ['count'], actions: ['add'] })

test('a page that is bound to a store by storeBindingsBehavior', async () => {
  const seen = await expectAlike(
    async (stage) => {
      const { cart, bindings } = start(stage)
      home(stage)
      stage.script('pages/cart', ({ Page }) =>
        Page(
          stage.page({
            behaviors: [bindings.storeBindingsBehavior],
            storeBindings: storeBindings(cart),
            data: { sum: 0 },
            ...lifecycles(stage),
          }),
        ),
      )
      await shopping(stage)
    },
    ['pages/cart?sku=tea'],
  )
  expect(seen).toEqual(bound)
})

test('a page built with Component, bound to two stores', async () => {
  const seen = await expectAlike(
    async (stage) => {
      const { cart, bindings } = start(stage)
      home(stage)
      stage.script('pages/cart', ({ Component }) =>
        Component(
          stage.component({
            behaviors: [bindings.storeBindingsBehavior],
            storeBindings: [
              storeBindings(cart),
              { store: observable({ discount: 5 }), fields: { off: 'discount' } },
            ],
            data: { sum: 0 },
            lifetimes: {
              attached: () => stage.note('attached'),
              detached: () => stage.note('detached'),
            },
            methods: lifecycles(stage),
          }),
        ),
      )
      await shopping(stage)
    },
    ['pages/cart?sku=tea'],
  )
  expect(seen).toContainEqual(['bound', { sum: 0, count: 3, off: 5 }])
  expect(seen.filter((line) => /tached/.test(String(line)))).toEqual([['attached'], ['detached']])
})

test('a page with a behavior of BehaviorWithStore', async () => {
  const seen = await expectAlike(
    async (stage) => {
      const { cart, bindings } = start(stage)
      home(stage)
      stage.script('pages/cart', ({ Page }) => {
        const withCart = bindings.BehaviorWithStore({ storeBindings: storeBindings(cart) })
        Page(stage.page({ behaviors: [withCart], data: { sum: 0 }, ...lifecycles(stage) }))
      })
      await shopping(stage)
    },
    ['pages/cart?sku=tea'],
  )
  expect(seen).toEqual(bound)
})

test('a page of ComponentWithStore, whose Component is ours', async () => {
  const seen = await expectAlike(
    async (stage) => {
      const { cart, bindings } = start(stage)
      home(stage)
      stage.script('pages/cart', () =>
        bindings.ComponentWithStore(
          stage.component({
            storeBindings: storeBindings(cart),
            data: { sum: 0 },
            methods: lifecycles(stage),
          }),
        ),
      )
      await shopping(stage)
    },
    ['pages/cart?sku=tea'],
  )
  expect(seen).toEqual(bound)
})

test('a page built with Component that has no lifecycle of its own is known once it is shown', async () => {
  const seen = await expectAlike(
    async (stage) => {
      const { cart, bindings } = start(stage)
      home(stage)
      stage.script('pages/cart', ({ Component }) =>
        Component(
          stage.component({
            behaviors: [bindings.storeBindingsBehavior],
            storeBindings: storeBindings(cart),
            methods: { pay: stage.pay },
          }),
        ),
      )
      await shopping(stage)
    },
    ['pages/cart?sku=tea'],
  )
  expect(seen).toContainEqual(['pay', 'A'])
})

import { createObserved } from '../kit/capture'

type Methods = Record<string, (...args: never[]) => unknown>

/** A component on a page, as WeChat makes it: its methods on the instance, beside its id and its path. */
const place = (options: object, id: string, is = 'components/card/card') => {
  const { methods } = options as { methods: Methods }
  return { ...methods, id, is } as Methods & { id: string; is: string }
}
const start = () => {
  const observed = createObserved()
  observed.register('pages/home')
  observed.app.reLaunch('pages/home')
  const { capture, where } = observed
  const component = () => where().component
  const card = (methods: object, name?: string, id = 'card') =>
    place(capture.component({ methods }, name ? { component_name: name } : {}), id)
  return { ...observed, component, card }
}

test('the component whose method runs is where it happens', () => {
  const { card, component } = start()
  expect(card({ tap: component }, '优惠券卡片')['tap']?.()).toEqual({
    component_id: 'card',
    component_name: '优惠券卡片',
  })
})

test('a component without a name is known by its path, and without an id by its name alone', () => {
  const { card, component } = start()
  expect(card({ tap: component }, undefined, '')['tap']?.()).toEqual({
    component_name: 'components/card/card',
  })
})

test.each([null, 7, { component_name: {} }])(
  'a component that is named by %p is known by its path, and its methods run',
  (extra) => {
    const { capture, component } = start()
    const options = capture.component({ methods: { tap: component } }, extra as object)
    expect(place(options, 'card')['tap']?.()).toEqual({
      component_id: 'card',
      component_name: 'components/card/card',
    })
  },
)

test('outside of its methods no component is where it happens', () => {
  const { card, component } = start()
  card({ tap() {} })['tap']?.()
  expect(component()).toBeUndefined()
})

test('the innermost of nested components is where it happens, and then the outer one again', () => {
  const { card, component } = start()
  const seen: unknown[] = []
  const inner = card({ use: () => seen.push(component()?.component_name) }, 'inner')
  const outer = card(
    {
      tap() {
        inner['use']?.()
        seen.push(component()?.component_name)
      },
    },
    'outer',
  )
  outer['tap']?.()
  expect(seen).toEqual(['inner', 'outer'])
})

test('a method that throws leaves nothing behind', () => {
  const { card, component } = start()
  const broken = card({
    tap() {
      throw new Error('theirs')
    },
  })
  expect(() => broken['tap']?.()).toThrow('theirs')
  expect(component()).toBeUndefined()
})

test('after an await no component counts as running', async () => {
  const { card, component } = start()
  const seen: unknown[] = []
  const waiting = card({
    async tap() {
      seen.push(component()?.component_id)
      await Promise.resolve()
      seen.push(component())
    },
  })
  await waiting['tap']?.()
  expect(seen).toEqual(['card', undefined])
})

test('the page’s own method, called by a component, still happens in the component', () => {
  const { app, capture, card, component } = start()
  let seen: unknown
  app.register(
    'pages/built',
    capture.component({
      methods: {
        use() {
          seen = component()?.component_id
        },
      },
    }),
  )
  const page = app.navigateTo('pages/built')
  const use = page['use'] as () => void
  card({ tap: () => use.call(page) })['tap']?.()
  expect(seen).toBe('card')
  use.call(page)
  expect(seen).toBeUndefined()
})

test('a method that lost its this is still its component’s', () => {
  const { card, component } = start()
  const tap = card({ tap: component }, '优惠券卡片')['tap']
  expect(tap?.call(undefined)).toEqual({ component_name: '优惠券卡片' })
})

test('a component’s own method may be called onShow: that is no page', () => {
  const { card, component, page } = start()
  const calls: unknown[] = []
  const dialog = card({
    onShow(...args: unknown[]) {
      calls.push(args, component()?.component_id)
      return 'shown'
    },
    onUnload: () => 'unloaded',
  })
  expect((dialog['onShow'] as (...args: unknown[]) => unknown)('a', 1)).toBe('shown')
  expect(dialog['onUnload']?.()).toBe('unloaded')
  expect(calls).toEqual([['a', 1], 'card'])
  expect(page()).toBe('pages/home')
})

test('the page is shown is no visit of a component on it', () => {
  const { capture, page } = start()
  const options = capture.component({ pageLifetimes: { show() {} } })
  options.pageLifetimes.show.call({ is: 'components/card/card', id: 'card' })
  expect(page()).toBe('pages/home')
})

describe('whatever runs of a component is where it happens', () => {
  type Run = (this: unknown, ...args: unknown[]) => unknown
  const SELF = { id: 'card', is: 'components/card/card' }
  const NAMED = { component_id: 'card', component_name: '优惠券卡片' }
  /** The function at a path of the options, as the framework takes it out of them. */
  const at = (options: object, ...path: (string | number)[]): Run =>
    path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], options) as Run

  const PLACES: [
    what: string,
    options: (run: () => unknown) => object,
    path: (string | number)[],
  ][] = [
    ['a lifetime', (run) => ({ lifetimes: { attached: run } }), ['lifetimes', 'attached']],
    ['the older form of a lifetime', (run) => ({ ready: run }), ['ready']],
    ['an observer', (run) => ({ observers: { 'a, b': run } }), ['observers', 'a, b']],
    [
      'a lifetime of the page',
      (run) => ({ pageLifetimes: { hide: run } }),
      ['pageLifetimes', 'hide'],
    ],
    ['the page’s show', (run) => ({ pageLifetimes: { show: run } }), ['pageLifetimes', 'show']],
    [
      'the observer of a property',
      (run) => ({ properties: { max: { type: Number, observer: run } } }),
      ['properties', 'max', 'observer'],
    ],
    [
      'a relation',
      (run) => ({ relations: { './other': { type: 'child', linked: run } } }),
      ['relations', './other', 'linked'],
    ],
    [
      'a method of a behavior',
      (run) => ({ behaviors: [{ methods: { tap: run } }] }),
      ['behaviors', 0, 'methods', 'tap'],
    ],
    [
      'a lifetime of a behavior of a behavior',
      (run) => ({ behaviors: [{ behaviors: [{ lifetimes: { created: run } }] }] }),
      ['behaviors', 0, 'behaviors', 0, 'lifetimes', 'created'],
    ],
  ]
  test.each(PLACES)('%s', (_, options, path) => {
    const { capture, component } = start()
    const observed = capture.component(options(component), { component_name: '优惠券卡片' })
    const run = at(observed, ...path)
    expect(run.call(SELF)).toEqual(NAMED)
    expect(component()).toBeUndefined()
  })

  test('a method that WeChat put on the instance from a behavior that cannot be looked into', () => {
    const { capture, component } = start()
    const options = capture.component(
      { behaviors: ['self#behavior-1'], methods: { own: component } },
      { component_name: '优惠券卡片' },
    ) as object as { methods: Methods; lifetimes: { created: Run } }
    const setData = (): void => undefined
    const all: object = { ...SELF, ...options.methods, setData, tap: () => component() }
    const instance = all as {
      setData: unknown
      tap: Run
      own: Run
    }
    options.lifetimes.created.call(instance)
    expect(instance.tap()).toEqual(NAMED)
    expect(instance.setData).toBe(setData)
    expect(instance.own()).toEqual(NAMED)
  })

  test('a class beside the methods is no method: it can still be constructed', () => {
    class Store {
      readonly size = 1
    }
    const { capture } = start()
    const { methods, behaviors, lifetimes } = capture.component({
      behaviors: ['self#behavior-1', { methods: { Store } }] as const,
      methods: { Store },
      lifetimes: { created() {} },
    })
    const instance = { ...SELF, Store, Map }
    lifetimes.created.call(instance as never)
    expect(new instance.Store().size).toBe(1)
    expect(new instance.Map().size).toBe(0)
    expect([methods.Store, behaviors[1].methods.Store]).toEqual([Store, Store])
  })

  test('a method that the instance inherits from such a behavior', () => {
    const { capture, component } = start()
    const created: unknown[] = []
    const options = capture.component({
      behaviors: [Symbol('opaque')],
      created: () => created.push(component()?.component_id),
    }) as { created: Run; lifetimes?: unknown }
    const proto = Object.create(
      { triggerEvent() {} },
      {
        tap: { value: () => component(), enumerable: false },
      },
    ) as object
    const instance = Object.assign(Object.create(proto) as { tap: Run }, SELF)
    options.created.call(instance)
    expect(options.lifetimes).toBeUndefined()
    expect(created).toEqual(['card'])
    expect(instance.tap()).toMatchObject({ component_id: 'card' })
  })

  test('a property keeps its type and its value, with or without an observer', () => {
    const { capture } = start()
    const value = () => 'bought'
    const properties = {
      label: { type: String, optionalTypes: [Number] },
      max: { type: Number, value: 3, observer: 'changed' },
      done: { type: Function, value, observer() {} },
      empty: null,
    }
    const observed = capture.component({ properties, behaviors: [{ properties }] })
    for (const kept of [observed.properties, observed.behaviors[0]?.properties])
      expect(kept).toEqual({
        ...properties,
        done: { type: Function, value, observer: expect.any(Function) },
      })
  })

  test('a property that is no object, and a group that is none, stay what they are', () => {
    const { capture } = start()
    const given = { properties: { label: String, max: Number }, observers: null, relations: 7 }
    expect(capture.component(given)).toMatchObject(given)
  })
})

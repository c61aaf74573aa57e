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

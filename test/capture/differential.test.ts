import { deepStrictEqual } from 'node:assert'
import * as fc from 'fast-check'
import { createObserved } from '../kit/capture'
import { type Call, type Kind, runFramework } from '../kit/framework'
import { build, createTrace, type Member, type Part, type Place } from '../kit/merchant'

const OURS = ['onLoad', 'onShow', 'onHide', 'onUnload']
const METHODS = [...OURS, 'onReady', 'onShareAppMessage', 'onPageScroll', 'onTap', 'refresh']
const LIFETIMES = ['created', 'attached', 'detached']
const PAGE_LIFETIMES = ['show', 'hide']
const DATA: readonly unknown[] = [undefined, null, 0, 'text', true]
const RUNS = 1_500

const place = fc.constantFrom<Place>('own', 'own', 'own', 'inherited', 'getter', 'fixed', 'hidden')
const member = (names: readonly string[]): fc.Arbitrary<Member> =>
  fc
    .record({
      name: fc.constantFrom(...names),
      place,
      act: fc.constantFrom(
        ...(['returns', 'returns this', 'throws', 'resolves', 'rejects', 'calls'] as const),
      ),
      calls: fc.constantFrom(...names),
      parameters: fc.constantFrom(...([0, 1, 2] as const)),
      value: fc.option(fc.constantFrom(...DATA), { freq: 8, nil: 'a function' }),
    })
    .map(({ value, ...rest }) => (value === 'a function' ? rest : { ...rest, value }))
const members = (names: readonly string[]) =>
  fc.uniqueArray(member(names), { selector: ({ name }) => name, maxLength: 6 })
const shape = fc.constantFrom<Part['shape']>('open', 'open', 'frozen', 'sealed', 'closed', 'bare')
const flat = (names: readonly string[]): fc.Arbitrary<Part> =>
  fc.record({ members: members(names), shape, parts: fc.constant({}) })

const behaviors = <T>(of: fc.Arbitrary<T>) =>
  fc.option(fc.array(of, { maxLength: 2 }), { freq: 3, nil: undefined })
const appOptions = fc.record({
  members: members([...METHODS, 'data']),
  shape,
  parts: fc.constant({}),
})
const pageOptions = fc
  .tuple(appOptions, behaviors(flat(METHODS)))
  .map(([options, shared]) => ({ ...options, behaviors: shared }))
const componentParts = fc.record(
  { methods: flat(METHODS), lifetimes: flat(LIFETIMES), pageLifetimes: flat(PAGE_LIFETIMES) },
  { requiredKeys: [] },
)
const componentPart = fc.record({ members: members(LIFETIMES), shape, parts: componentParts })
const componentOptions = fc.record({
  members: members([...LIFETIMES, 'data', 'observers']),
  shape,
  parts: componentParts,
  behaviors: behaviors(componentPart),
})
const calls = (names: readonly string[]): fc.Arbitrary<Call[]> =>
  fc.array(
    fc.record({
      on: fc.nat(1),
      name: fc.constantFrom(...names),
      args: fc.nat(3),
      detached: fc.nat(4).map((n) => n === 0),
    }),
    { maxLength: 12 },
  )

interface Case {
  readonly kind: Kind
  readonly options: Part
  readonly calls: readonly Call[]
  readonly times: number
  readonly broken: boolean
}

/** What can be seen of an object: what stands where, and whether it is open; but for the keys that are ours. */
const look = (options: object, ours: readonly unknown[]) => ({
  extensible: Object.isExtensible(options),
  properties: Reflect.ownKeys(options)
    .filter((key) => !ours.includes(key))
    .map((key) => {
      const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(options, key) ?? {}
      const seen: unknown =
        typeof value === 'function'
          ? { name: value.name as string, length: value.length as number, ...value }
          : typeof value === 'object' && value
            ? 'an object'
            : value
      return [key, { seen, get: !!get, set: !!set, ...flags }]
    }),
})

/** Both are the same to see; where there was nothing (no key, or undefined), ours may stand. */
const expectAlike = (wrapped: object, bare: object, allowed: readonly string[]): void => {
  const ours = allowed.filter((key) => {
    const { value, get } = Object.getOwnPropertyDescriptor(bare, key) ?? {}
    return value === undefined && !get
  })
  deepStrictEqual(look(wrapped, ours), look(bare, ours))
}

const run = async ({ kind, options: part, calls: made, times, broken }: Case, wrapped: boolean) => {
  const trace = createTrace()
  const merchant = build(part, trace)
  const { capture, wx } = createObserved()
  if (broken) {
    Object.defineProperty(wx, 'entry', {
      get() {
        throw new Error('ours')
      },
    })
  }
  const wrap = { page: capture.page, app: capture.app }[kind as 'page'] ?? capture.component
  let options = merchant as Record<string, unknown>
  for (let left = wrapped ? times : 0; left; left--) options = wrap(options)
  const seen = trace.lines.length
  const instances = await runFramework(kind, options, made, trace)
  return { merchant, options, instances, seen, lines: trace.lines }
}

/** Lets the case run bare and wrapped; nothing that the merchant could see may differ. */
const compare = async (given: Case): Promise<void> => {
  const bare = await run(given, false)
  const wrapped = await run(given, true)
  deepStrictEqual(wrapped.seen, 0)
  deepStrictEqual(wrapped.lines, bare.lines)

  const component = given.kind.startsWith('component')
  const added = { app: ['onShow'], page: OURS }[given.kind as 'page'] ?? []
  const shared = !!given.options.behaviors?.length
  const groups = component ? ['methods', 'pageLifetimes'] : shared ? ['pageLifetimes'] : []
  expectAlike(wrapped.options, bare.options, [...added, ...groups])
  for (const group of groups) {
    const [after, before] = [wrapped, bare].map(({ options }) => options[group])
    if (before) expectAlike(after as object, before, group === 'methods' ? OURS : ['show'])
  }
  expectAlike(wrapped.merchant, bare.merchant, [])
  wrapped.instances.forEach((instance, i) => {
    const before = bare.instances[i] ?? {}
    const ours = [...OURS, ...groups]
    const kept = Object.keys(instance).filter((key) => key in before || !ours.includes(key))
    deepStrictEqual(new Set(kept), new Set(Object.keys(before)))
  })
}

const KINDS: [kind: Kind, options: fc.Arbitrary<Part>, names: readonly string[]][] = [
  ['page', pageOptions, METHODS],
  ['component as page', componentOptions, [...METHODS, ...LIFETIMES, ...PAGE_LIFETIMES]],
  ['component', componentOptions, [...METHODS, ...LIFETIMES, ...PAGE_LIFETIMES]],
  ['app', appOptions, ['onShow', 'onHide', 'onTap']],
]
test.each(KINDS)(
  'the merchant’s code cannot distinguish a wrapped %s from a bare one',
  async (kind, options, names) => {
    const one = fc.record({
      kind: fc.constant(kind),
      options,
      calls: calls(names),
      times: fc.integer({ min: 1, max: 3 }),
      broken: fc.boolean(),
    })
    const all = fc.assert(fc.asyncProperty(one, compare), { numRuns: RUNS })
    await expect(all).resolves.toBeUndefined()
  },
  60_000,
)

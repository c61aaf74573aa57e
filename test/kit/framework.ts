import type { createTrace } from './merchant'

type Table = Record<string, unknown>
export type Kind = 'page' | 'component' | 'component as page' | 'app'

/** One call of the framework: a lifecycle, a handler of an event, or a method that lost its `this`. */
export interface Call {
  readonly on: number
  readonly name: string
  readonly args: number
  readonly detached: boolean
}

const isPage = (kind: Kind): boolean => kind === 'page' || kind === 'component as page'

/** What of the options stands on an instance: those of the behaviors first, the page's own over them. */
const instanceOf = (kind: Kind, options: Table, onto: Table): Table => {
  const behaviors = (options['behaviors'] ?? []) as Table[]
  for (const behavior of behaviors) instanceOf(kind, behavior, onto)
  const from = kind === 'page' || kind === 'app' ? options : ((options['methods'] ?? {}) as Table)
  for (const name in from) {
    const value = from[name]
    if (name !== 'behaviors' && value !== undefined) onto[name] = value
  }
  return onto
}

/** The functions under a name: those of the behaviors too, where the framework runs them all. */
const lifetimes = (options: Table, group: string, name: string): unknown[] => [
  ...((options['behaviors'] ?? []) as Table[]).flatMap((other) => lifetimes(other, group, name)),
  (options[group] as Table | undefined)?.[name] ?? (group === 'lifetimes' && options[name]),
]

const GROUPS: Readonly<Record<string, string>> = {
  created: 'lifetimes',
  attached: 'lifetimes',
  detached: 'lifetimes',
  show: 'pageLifetimes',
  hide: 'pageLifetimes',
}

/** Runs the calls on two instances of the options, as WeChat would, and writes down what comes back. */
export const runFramework = async (
  kind: Kind,
  options: Table,
  calls: readonly Call[],
  trace: ReturnType<typeof createTrace>,
): Promise<Table[]> => {
  const instances = [0, 1].map((n) => {
    const base = isPage(kind) ? { is: 'pages/a', route: 'pages/a', options: {} } : { is: 'card' }
    return trace.call(instanceOf(kind, options, { ...base, id: `i${n}` }), `instance ${n}`)
  })
  const pending: Promise<unknown>[] = []
  const call = (run: unknown, self: unknown, args: unknown[]): void => {
    if (typeof run !== 'function') return
    try {
      const result: unknown = Reflect.apply(run, self, args)
      if (result !== undefined) trace.write('returned', trace.label(result))
      if (!(result instanceof Promise)) return
      pending.push(
        result.then(
          (value) => trace.write('resolved', trace.label(value)),
          (error: unknown) => trace.write('rejected', trace.label(error)),
        ),
      )
    } catch (error) {
      trace.write('threw', trace.label(error))
    }
  }
  for (const { on, name, args: count, detached } of calls) {
    const instance = instances[on % 2] as Table
    const args = Array.from({ length: count }, (_, i) =>
      trace.call({ scene: 1011 }, `argument ${i}`),
    )
    trace.write('call', on, name)
    const group = GROUPS[name]
    if (group && (kind === 'component' || kind === 'component as page')) {
      for (const run of lifetimes(options, group, name)) call(run, instance, args)
    } else call(instance[name], detached ? undefined : instance, args)
  }
  await Promise.all(pending)
  return instances
}

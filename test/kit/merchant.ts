type AnyFunction = (this: unknown, ...args: unknown[]) => unknown

/** What a merchant's function does when it runs. */
type Act = 'returns' | 'returns this' | 'throws' | 'resolves' | 'rejects' | 'calls'
/** Where a merchant's options hold a property, and as what. */
export type Place = 'own' | 'inherited' | 'getter' | 'fixed' | 'hidden'

export interface Member {
  readonly name: string
  readonly place: Place
  /** Of another kind than a function: its value. */
  readonly value?: unknown
  readonly act: Act
  /** What it calls, where it calls another. */
  readonly calls: string
  readonly parameters: 0 | 1 | 2
}
/** An options object, or an object in it. */
export interface Part {
  readonly members: readonly Member[]
  readonly parts: Readonly<Record<string, Part>>
  readonly shape: 'open' | 'frozen' | 'sealed' | 'closed' | 'bare'
  readonly behaviors?: readonly Part[] | undefined
}

/** Everything that one run of the merchant's code sees, in its order; objects by the names they were given. */
export const createTrace = () => {
  const names = new Map<unknown, string>()
  const lines: unknown[][] = []
  const label = (value: unknown): unknown =>
    (typeof value === 'object' && value !== null) || typeof value === 'function'
      ? (names.get(value) ?? 'an unknown object')
      : value
  return {
    lines,
    label,
    write: (...line: unknown[]): void => void lines.push(line),
    call<T>(value: T, name: string): T {
      names.set(value, name)
      return value
    },
  }
}
type Writer = ReturnType<typeof createTrace>

const write = ({ name, act, calls, parameters }: Member, trace: Writer): AnyFunction => {
  let runs = 0
  let depth = 0
  const run = (self: unknown, args: unknown[]): unknown => {
    const known = `${act} ${name} ${++runs}`
    trace.write(name, 'runs', trace.label(self), ...args.map(trace.label))
    if (act === 'returns this') return self
    if (act === 'throws') throw trace.call(new Error(known), known)
    if (act === 'calls') {
      const other = (self as Record<string, AnyFunction> | undefined)?.[calls]
      if (depth > 2) return known
      depth++
      try {
        // The four lifecycles may be there, once wrapped: then they return nothing.
        return typeof other === 'function' ? other.call(self, known) : undefined
      } finally {
        depth--
        trace.write(name, 'goes on')
      }
    }
    if (act === 'returns') return trace.call({}, known)
    const later = async () => {
      await Promise.resolve()
      trace.write(name, 'goes on', trace.label(self))
      if (act === 'rejects') throw trace.call(new Error(known), `error ${known}`)
      return trace.call({}, `value ${known}`)
    }
    return trace.call(later(), known)
  }
  const shapes: readonly AnyFunction[] = [
    function (...args) {
      return run(this, args)
    },
    function (_a, ...rest) {
      // eslint-disable-next-line prefer-rest-params
      return run(this, [...arguments].slice(0, rest.length + 1))
    },
    function (_a, _b) {
      // eslint-disable-next-line prefer-rest-params
      return run(this, [...arguments])
    },
  ]
  const written = shapes[parameters] ?? shapes[0]
  return Object.assign(written as AnyFunction, { cancel: `${name} cancel` })
}

/** The options as the merchant's file makes them, each run anew. */
export const build = (part: Part, trace: Writer): object => {
  const inherited: Record<string, unknown> = {}
  const bare = part.shape === 'bare' && !part.members.some(({ place }) => place === 'inherited')
  const options = Object.create(bare ? null : inherited) as Record<string, unknown>
  for (const member of part.members) {
    const { name, place } = member
    const value = 'value' in member ? member.value : write(member, trace)
    if (place === 'inherited') inherited[name] = value
    else if (place === 'getter') {
      const get = () => {
        trace.write(name, 'is read')
        return value
      }
      Object.defineProperty(options, name, { get, enumerable: true, configurable: true })
    } else {
      const fixed = place === 'fixed'
      Object.defineProperty(options, name, {
        value,
        writable: !fixed,
        configurable: !fixed,
        enumerable: place !== 'hidden',
      })
    }
  }
  for (const [name, nested] of Object.entries(part.parts)) options[name] = build(nested, trace)
  if (part.behaviors) options['behaviors'] = part.behaviors.map((other) => build(other, trace))
  if (part.shape === 'frozen') return Object.freeze(options)
  if (part.shape === 'sealed') return Object.seal(options)
  if (part.shape === 'closed') return Object.preventExtensions(options)
  return options
}

// What a mini-program's script has besides ECMAScript.
const GIVEN = ['console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval']

const ECMASCRIPT = (
  'Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp ' +
  'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError JSON Math Intl ' +
  'ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array ' +
  'Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef Proxy ' +
  'Reflect FinalizationRegistry SharedArrayBuffer decodeURI decodeURIComponent encodeURI encodeURIComponent ' +
  'escape unescape eval isFinite isNaN arguments'
).split(' ')

/** The names of every global of this host that mini-program code must not see: `window`, `fetch`, `localStorage`… */
export const hiddenGlobals = (host: object): string[] => {
  const names = new Set<string>()
  for (
    let level: object | null = host;
    level;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    if (level === Object.prototype) break
    for (const name of Object.getOwnPropertyNames(level)) names.add(name)
  }
  for (const name of [...GIVEN, ...ECMASCRIPT]) names.delete(name)
  names.delete('constructor')
  return [...names].filter((name) => /^[A-Za-z_$][\w$]*$/.test(name))
}

/** `global` as WeChat has it: an object of the code space's own, with what ECMAScript defines. */
export const createGlobalObject = (host: object): Record<string, unknown> =>
  Object.fromEntries(
    ECMASCRIPT.filter((name) => name !== 'arguments').map((name) => [
      name,
      Reflect.get(host, name),
    ]),
  )

interface CompiledModule {
  readonly requires: Readonly<Record<string, string>>
  run(require: (spec: string) => unknown, module: { exports: unknown }, exports: unknown): void
}

interface Loading {
  /** A function body that returns path → module; see `compile/print-modules.ts`. */
  readonly source: string
  /** What the code space has under which name: `wx`, `Page`, … */
  readonly given: Readonly<Record<string, unknown>>
  /** Globals of the host that are undefined in there. */
  readonly hidden: readonly string[]
  /** Called with the path of each module that is about to run. */
  readonly onRun?: (path: string) => void
}

/** One code space's scripts, ready to run: returns its `require` by path. Each module runs once. */
export const loadModules = ({ source, given, hidden, onRun }: Loading) => {
  const names = Object.keys(given)
  const parameters = [...names, ...hidden.filter((name) => !names.includes(name))]
  // oxlint-disable-next-line no-implied-eval -- this is the one place where compiled code becomes running code
  const open = new Function(...parameters, `'use strict'\n${source}`) as (
    ...values: unknown[]
  ) => Record<string, CompiledModule>
  const compiled = open(...Object.values(given))
  const loaded = new Map<string, { exports: unknown }>()

  const load = (path: string): unknown => {
    const known = loaded.get(path)
    if (known) return known.exports
    const found = compiled[path]
    if (!found) throw new Error(`module "${path}" is not defined`)
    const module = { exports: {} }
    loaded.set(path, module)
    onRun?.(path)
    found.run.call(
      undefined,
      (spec) => {
        const target = found.requires[spec]
        if (!target) throw new Error(`module "${spec}" is not defined, required by "${path}"`)
        const exports = load(target)
        onRun?.(path)
        return exports
      },
      module,
      module.exports,
    )
    return module.exports
  }
  return load
}

import type { CodeSpace, ComponentEnv } from 'glass-easel-miniprogram-adapter'
import type { CompiledSpace } from '../compiled'
import { withAsync } from './require-async'
import type { WrappedConstructors } from './wrap-constructors'
import { wxsRuntime } from './wxs-instance'

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
const createGlobalObject = (host: object): Record<string, unknown> =>
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

type Expose = (path: string, exports: unknown) => unknown

interface Loading {
  /** A function body that returns path → module; see `compile/scripts.ts`. */
  readonly source: string
  /** What the code space has under which name: `wx`, `Page`, … */
  readonly given: Readonly<Record<string, unknown>>
  /** Globals of the host that are undefined in there. */
  readonly hidden: readonly string[]
  /** Called with the path of each module that is about to run. */
  readonly onRun?: (path: string) => void
  /** Gives others what they get of the module that has run. */
  readonly expose?: Expose
}

/** One code space's scripts, ready to run: returns its `require` by path. Each module runs once. */
export const loadModules = ({ source, given, hidden, onRun, expose }: Loading) => {
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
    const require = withAsync((spec) => {
      const target = found.requires[spec]
      if (!target) throw new Error(`module "${spec}" is not defined, required by "${path}"`)
      const exports = load(target)
      onRun?.(path)
      return exports
    })
    found.run.call(undefined, require, module, module.exports)
    if (expose) module.exports = expose(path, module.exports) as object
    return module.exports
  }
  return load
}

interface Definition {
  readonly behaviors?: readonly unknown[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly options?: { readonly styleIsolation?: string; readonly addGlobalClass?: boolean }
}

type Templates = Readonly<Record<string, never>>

type Method = (this: Readonly<Record<string, unknown>>, ...given: unknown[]) => unknown

// It may be a method's name, looked up when it is called: a behavior's, the component's, or missing. WeChat adds the
// path of what changed, by which compiled shops tell a new value from outside from a part that they changed themselves.
const propertyObserver = (property: string, observer: unknown): Method =>
  function observe(...values) {
    const method = typeof observer === 'string' ? this[observer] : observer
    return typeof method === 'function'
      ? (method as Method).call(this, ...values, [property])
      : undefined
  }

interface Property {
  readonly type?: unknown
  readonly observer?: unknown
}
const TYPES: ReadonlySet<unknown> = new Set([
  String,
  Number,
  Boolean,
  Object,
  Array,
  Function,
  null,
])

/** Properties as the framework takes them: WeChat lets the type out, for any type, and looks up observers late. */
const withWholeProperties = <D extends Definition>(definition: D): D => {
  const { properties } = definition
  if (!properties) return definition
  const whole = Object.entries(properties).map(([name, given]) => {
    if (TYPES.has(given)) return [name, given] as const
    const { type, observer, ...others } = Object(given) as Property
    const property = { ...others, type: TYPES.has(type) ? type : null }
    if (observer === undefined) return [name, property] as const
    return [name, { ...property, observer: propertyObserver(name, observer) }] as const
  })
  return { ...definition, properties: Object.fromEntries(whole) }
}

interface Surroundings {
  /** What the scripts have under which name: `wx`, `App`, … */
  readonly given: Readonly<Record<string, unknown>>
  /** It is the mini-program's own, and not a plugin's. */
  readonly isHost?: boolean
  /** The behaviors that WeChat brings itself, by their `wx://` name. */
  readonly builtInBehaviors: Readonly<Record<string, unknown>>
  /** Called with the path of a script that threw while it was loaded. */
  readonly onFault: (path: string, error: unknown) => void
  /** Gives others what they get of a script that has run. */
  readonly expose?: Expose
  /** Puts something around `Page` and `Component`. */
  readonly wrap?: Pick<WrappedConstructors, 'Page' | 'Component'>
}

const addComponents = (space: CodeSpace, compiled: CompiledSpace) => {
  // oxlint-disable-next-line no-implied-eval -- the compiled templates are code
  const open = new Function('wxsRuntime', `return ${compiled.templates}`)
  const groupList = open(wxsRuntime) as Templates
  for (const [path, { config, scope }] of Object.entries(compiled.components)) {
    space.addComponentStaticConfig(path, config)
    space.addCompiledTemplate(path, { groupList, content: groupList[path] as never })
    if (scope) space.addStyleSheet(path, undefined, scope)
  }
  const style = document.createElement('style')
  style.textContent = compiled.css
  document.head.append(style)
}

/**
 * Puts the compiled code into the framework's space and runs it in a scope of its own. The returned `load` runs a
 * script by its path; components register themselves when theirs runs.
 */
export const openCodeSpace = (
  space: CodeSpace,
  compiled: CompiledSpace,
  { given, isHost = false, builtInBehaviors, onFault, expose, wrap }: Surroundings,
) => {
  let running = ''
  const registered = new Set<string>()
  const env = (): ComponentEnv => space.componentEnv(running, (found) => found)
  const withBuiltInBehaviors = <D extends Definition>(definition: D): D =>
    definition.behaviors?.some((one) => typeof one === 'string')
      ? {
          ...definition,
          behaviors: definition.behaviors.flatMap((one) =>
            typeof one === 'string' ? (builtInBehaviors[one] ?? []) : one,
          ),
        }
      : definition
  const define = (kind: 'Page' | 'Component') => (definition?: Definition) => {
    registered.add(running)
    if (!definition) return env().Component()
    const { styleIsolation, addGlobalClass } = definition.options ?? {}
    const known = space.getComponentStaticConfig(running)
    if (styleIsolation && known && !known.styleIsolation)
      known.styleIsolation = styleIsolation as never
    if (addGlobalClass && known) known.addGlobalClass = true
    const plain = withBuiltInBehaviors(withWholeProperties(definition)) as never
    return kind === 'Page' ? env().Page(plain) : env().Component(plain)
  }
  const behavior = (definition?: Definition) =>
    definition
      ? env().Behavior(withBuiltInBehaviors(withWholeProperties(definition)) as never)
      : env().Behavior()

  addComponents(space, compiled)
  const constructors = {
    Page: wrap ? wrap.Page(define('Page') as never) : define('Page'),
    Component: wrap ? wrap.Component(define('Component') as never) : define('Component'),
    Behavior: behavior,
  }
  const global: Record<string, unknown> = {
    ...createGlobalObject(globalThis),
    Date: given['Date'],
  }
  // The runtime of uni-app looks for `wx` on the global object. A plugin has no such object.
  if (isHost) Object.assign(global, given, constructors)
  const load = loadModules({
    source: compiled.modules,
    given: { global, ...given, ...constructors, ...(isHost && { globalThis: global }) },
    hidden: hiddenGlobals(globalThis),
    onRun: (path) => {
      running = path
    },
    ...(expose && { expose }),
  })
  return {
    load,
    /** Runs the script of every component. One that throws, or registers nothing, is drawn without its script. */
    loadComponents() {
      for (const path of Object.keys(compiled.components)) {
        try {
          load(path)
        } catch (error) {
          onFault(path, error)
        }
        if (registered.has(path)) continue
        running = path
        define('Component')({})
      }
    },
  }
}

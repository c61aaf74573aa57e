import { dirname, join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { createFakeClock } from './clock'
import { createWx } from './wx'

/** The names that stand for the language itself; where WeChat runs JavaScript they are there. */
const LANGUAGE = `
  Array Boolean Date Error Infinity JSON Map Math NaN Number Object Promise Reflect RegExp
  Set String Symbol TypeError WeakMap WeakSet decodeURIComponent encodeURIComponent
  isFinite isNaN parseFloat parseInt undefined
`
  .trim()
  .split(/\s+/)
/** What WeChat hands to the function that a module is. */
const PARAMETERS = `
  require module exports global wx App Page Component Behavior getApp getCurrentPages
  console requireMiniProgram WXWebAssembly __wxCodeSpace__ setTimeout clearTimeout
`
  .trim()
  .split(/\s+/)
/**
 * What a plugin's `wx` has, as far as a plugin like ours could want it.
 * Source: WeChat, plugin api-limit and each function's own page.
 */
const PLUGIN_WX = `
  request uploadFile connectSocket setStorage getStorage removeStorage setStorageSync
  getStorageSync removeStorageSync getLaunchOptionsSync getEnterOptionsSync
  getAccountInfoSync getSystemInfo getSystemInfoSync getDeviceInfo getAppBaseInfo
  getWindowInfo getNetworkType nextTick onNetworkStatusChange offNetworkStatusChange login
  pluginLogin navigateTo
`
  .trim()
  .split(/\s+/)

const FREEZE = `for (const name of Object.getOwnPropertyNames(globalThis)) {
  const value = globalThis[name]
  if (typeof value !== 'function' && typeof value !== 'object' || !value || value === globalThis) continue
  Object.freeze(value)
  if (value.prototype) Object.freeze(value.prototype)
}`

/** Every builtin and what it holds, as text: two of them differ if anything was changed. */
const DESCRIBE = `Object.getOwnPropertyNames(globalThis).sort().flatMap((name) => {
  const value = globalThis[name]
  if (!value || value === globalThis) return [name]
  return [value, value.prototype].flatMap((object) =>
    object === undefined || Object(object) !== object ? [] : Reflect.ownKeys(object).map((key) => {
      const { value: held, get, set, ...flags } = Object.getOwnPropertyDescriptor(object, key)
      const text = typeof held === 'function' ? Function.prototype.toString.call(held) : typeof held
      return [name, String(key), text, String(get), String(set), JSON.stringify(flags)].join(' ')
    }))
})`

/**
 * A plugin's code space as WeChat makes it: the module is a function of WeChat's names, text cannot become code, and
 * whatever the module reaches for beyond that is written down (and not there).
 */
export const createPluginSpace = (frozen: boolean) => {
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } })
  const clock = createFakeClock(Date.now())
  const phone = createWx()
  /** Names that were reached for. `missing`: those that a plugin does not have. */
  const reached = { names: new Set<string>(), wx: new Set<string>(), missing: new Set<string>() }
  const miss = (name: string): never => {
    reached.missing.add(name)
    throw new ReferenceError(`${name} is not there in a plugin`)
  }
  if (frozen) runInContext(FREEZE, context)
  const described = (): unknown => runInContext(DESCRIBE, context)
  const builtins = runInContext('globalThis', context) as Record<string, unknown>

  const scope = new Proxy(Object.create(null) as object, {
    has: () => true,
    get(_, key) {
      if (typeof key === 'symbol') return undefined
      reached.names.add(key)
      return LANGUAGE.includes(key) ? builtins[key] : miss(key)
    },
    set: (_, key) => miss(`${String(key)} =`),
  })
  const wx = new Proxy(phone.wx, {
    get(target, key) {
      const name = String(key)
      reached.wx.add(name)
      return PLUGIN_WX.includes(name) ? target[name] : miss(`wx.${name}`)
    },
    has: (_, key) => miss(`wx.${String(key)}`),
    set: (_, key) => miss(`wx.${String(key)} =`),
    defineProperty: (_, key) => miss(`wx.${String(key)} =`),
  })
  const errors: string[] = []
  const said = (...words: unknown[]): void => void errors.push(words.join(' '))
  const given: Record<string, unknown> = {
    wx,
    console: Object.freeze({ error: said, warn: said, log: said, info: said }),
    setTimeout: (run: () => void, ms: number) => clock.after(ms, run),
    clearTimeout: (cancel: (() => void) | undefined) => cancel?.(),
  }

  const loaded: Record<string, unknown> = {}

  return {
    clock,
    phone,
    reached,
    errors,
    described,
    /**
     * Runs the module and gives back what it exports. `later`: the code of the modules that are required while it
     * runs, by their paths beside `index.js`; `at`: its own path.
     */
    run(
      code: string,
      later: Readonly<Record<string, string>> = {},
      at = 'index.js',
    ): Record<string, (...args: unknown[]) => unknown> {
      const source = `(scope) => { with (scope) { return function (${PARAMETERS.join()}) { ${code} } } }`
      const define = runInContext(`(${source})`, context, { filename: 'plugin/index.js' }) as (
        scope: object,
      ) => (...args: unknown[]) => void
      const module = { exports: {} }
      const args = PARAMETERS.map((name) => {
        if (name === 'module') return module
        if (name === 'exports') return module.exports
        if (name === 'require')
          return (path: string): unknown => {
            const file = `${join(dirname(at), path)}.js`
            const text = later[file] ?? miss(`require(${path})`)
            return (loaded[file] ??= this.run(text, later, file))
          }
        return given[name] ?? (() => miss(`${name}()`))
      })
      define(scope)(...args)
      return module.exports
    },
  }
}

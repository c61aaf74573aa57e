import { Script } from 'node:vm'

type Define = (options: object) => void
type Run = (...globals: unknown[]) => { exports: unknown; App: Define; Page: Define }

/** An SDK's module after it ran, and the `App` and `Page` that the merchant's code sees from then on. */
export type LoadedApp = ReturnType<Run>

const NAMES = [
  'wx',
  'App',
  'Page',
  'Component',
  'getCurrentPages',
  'getApp',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'Date',
  'Math',
  'console',
  'global',
  '__wxConfig',
  // What Node has and a mini-program has not.
  'process',
  'Buffer',
  'window',
] as const

const compiled = new Map<string, Run>()

/**
 * Runs an SDK's code anew, with globals of its own. They are parameters, not a vm context: there each look at a
 * global would cost a detour that no phone knows, and the CPU figures would mean nothing.
 */
export const load = (code: string, globals: Readonly<Record<string, unknown>>): LoadedApp => {
  let run = compiled.get(code)
  if (!run) {
    const source = `(function (${NAMES.join(', ')}) { var module = { exports: {} }, exports = module.exports;
(function (module, exports) { ${code}
}).call(undefined, module, exports); return { exports: module.exports, App: App, Page: Page } })`
    run = new Script(source).runInThisContext() as Run
    compiled.set(code, run)
  }
  return run(...NAMES.map((name) => globals[name]))
}

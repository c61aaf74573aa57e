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
  /** Told the path of each module that is about to run. */
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

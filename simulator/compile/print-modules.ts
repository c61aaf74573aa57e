import type { compileScripts } from './scripts'

type Scripts = Awaited<ReturnType<typeof compileScripts>>

/**
 * The scripts as the body of one function that returns path → {run, requires}. `wx`, `Page` and their like are
 * parameters of that one function, not of each module: what `app.ts` assigns to `Page` holds for every page.
 */
export const printModules = (scripts: Scripts): string => {
  const entries = [...scripts].map(
    ([path, { code, requires }]) =>
      `${JSON.stringify(path)}: {requires: ${JSON.stringify(requires)}, ` +
      `run: function (require, module, exports) {\n${code}\n}}`,
  )
  return `return {\n${entries.join(',\n')}\n}`
}

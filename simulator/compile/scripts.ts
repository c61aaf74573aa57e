import { compileFunction } from 'node:vm'
import { transform, type TransformFailure } from 'esbuild'
import { lineOf, type Problems } from './problems'
import type { SourceTree } from './source-tree'

interface Script {
  readonly code: string
  /** From the words of each `require` to the path of the script that it means. */
  readonly requires: Readonly<Record<string, string>>
}

const REQUIRE = /\brequire(?:\.async)?\((["'`])([^"'`$]+)\1/g

/** A script that cannot run says why when it is run, and where. */
const failing = (problem: { file: string; message: string }): Script => ({
  code: `throw new SyntaxError(${JSON.stringify(`${problem.file}: ${problem.message}`)})`,
  requires: {},
})

/** Whether it runs as it is: neither TypeScript nor an ES module. */
const isPlainScript = (file: string, source: string) => {
  if (file.endsWith('.ts')) return false
  try {
    compileFunction(source)
    return true
  } catch {
    return false
  }
}

const isFailure = (error: unknown): error is TransformFailure =>
  Array.isArray((error as Partial<TransformFailure>).errors)

const compileScript = async (
  tree: SourceTree,
  path: string,
  problems: Problems,
): Promise<Script> => {
  const file = tree.has(`${path}.ts`) ? `${path}.ts` : `${path}.js`
  const fail = (error: unknown) => {
    const [first] = isFailure(error) ? error.errors : []
    const message = first?.text ?? (error as Error).message
    return failing(problems.add(file, message, first?.location?.line))
  }
  const isBundled = tree.locate(file) === undefined
  const source = await tree.readScript(file).catch(fail)
  if (typeof source === 'object') return source
  if (source === undefined) return failing(problems.add(`${path}.ts`, 'there is no such script'))
  // What is bundled is ready.
  const transformed = isBundled
    ? source
    : await transform(source, {
        loader: file.endsWith('.ts') ? 'ts' : 'js',
        // Of a script that is no ES module it would make `exports` of `this`, which some polyfills ask for the globals.
        ...(!isPlainScript(file, source) && { format: 'cjs' as const }),
        supported: { 'dynamic-import': false },
        target: 'es2020',
        tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
        logLevel: 'silent',
      }).then(({ code }) => code, fail)
  if (typeof transformed === 'object') return transformed
  try {
    // What esbuild lets through and an engine does not (a broken regular expression) would stop all other scripts too. As the
    // phone runs it: in strict mode, and with these parameters.
    compileFunction(`'use strict'\n${transformed}`, ['require', 'module', 'exports'])
  } catch (error) {
    return fail(error)
  }
  const requires: Record<string, string> = {}
  for (const [, , spec = ''] of transformed.matchAll(REQUIRE)) {
    const target = tree.findScript(file, spec)
    if (target) requires[spec] = target
    // What a package guards with try/catch may stay unresolved; it fails only if it is run.
    else if (!file.includes('miniprogram_npm/')) {
      const isPackage = /^[^./]/.test(spec)
      const hint = isPackage ? '; if it is an npm package: npm install in the shop' : ''
      const message = `requires ${JSON.stringify(spec)}, which is not there${hint}`
      problems.add(file, message, lineOf(source, spec))
    }
  }
  return { code: transformed, requires }
}

/**
 * The scripts that can be reached from `entries` (paths without an ending), as the body of one function that returns
 * path → {run, requires}. `wx`, `Page` and their like are parameters of that one function, not of each module: what
 * `app.ts` assigns to `Page` holds for every page.
 */
export const compileScripts = async (
  tree: SourceTree,
  entries: readonly string[],
  problems: Problems,
): Promise<string> => {
  const scripts = new Map<string, Script>()
  let wanted = [...new Set(entries)]
  while (wanted.length > 0) {
    const compiled = await Promise.all(wanted.map((path) => compileScript(tree, path, problems)))
    wanted.forEach((path, i) => scripts.set(path, compiled[i] as Script))
    const next = compiled.flatMap((script) => Object.values(script.requires))
    wanted = [...new Set(next)].filter((path) => !scripts.has(path))
  }
  const printed = [...scripts].map(
    ([path, { code, requires }]) =>
      `${JSON.stringify(path)}: {requires: ${JSON.stringify(requires)}, ` +
      `run: function (require, module, exports) {\n${code}\n}}`,
  )
  return `return {\n${printed.join(',\n')}\n}`
}

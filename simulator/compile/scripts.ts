import { transform } from 'esbuild'
import { Fault } from './fault'
import { joinPath } from './join-path'
import type { SourceTree } from './source-tree'

interface Script {
  readonly code: string
  /** From the words of each `require` to the path of the script that it means. */
  readonly requires: Readonly<Record<string, string>>
}

const REQUIRE = /\brequire\((["'])([^"']+)\1\)/g

/** The path of the script that `spec` means, without its ending; undefined if there is none. */
const resolve = (tree: SourceTree, from: string, spec: string) => {
  const bare = !/^\.{0,2}\//.test(spec)
  const path = bare ? `miniprogram_npm/${spec}` : joinPath(from, spec)
  const candidates = [path.replace(/\.[jt]s$/, ''), `${path}/index`]
  return candidates.find((name) => tree.has(`${name}.ts`) || tree.has(`${name}.js`))
}

const compileScript = async (tree: SourceTree, path: string): Promise<Script> => {
  const file = tree.has(`${path}.ts`) ? `${path}.ts` : `${path}.js`
  const source = await tree.readScript(file)
  if (source === undefined) throw new Fault(`${path}.ts`, 'there is no such script')
  const loader = file.endsWith('.ts') ? 'ts' : 'js'
  const { code } = await transform(source, { loader, format: 'cjs', target: 'es2020' }).catch(
    (error: Error) => {
      throw new Fault(file, error.message)
    },
  )
  const requires: Record<string, string> = {}
  for (const [, , spec = ''] of code.matchAll(REQUIRE)) {
    const target = resolve(tree, file, spec)
    // What a bundled package guards with try/catch may stay unresolved; it fails only if it is run.
    if (target) requires[spec] = target
    else if (!file.startsWith('miniprogram_npm/')) {
      throw new Fault(file, `requires ${JSON.stringify(spec)}, which is not there`)
    }
  }
  return { code, requires }
}

/** The scripts that can be reached from `entries` (paths without an ending), by path. */
export const compileScripts = async (
  tree: SourceTree,
  entries: readonly string[],
): Promise<ReadonlyMap<string, Script>> => {
  const scripts = new Map<string, Script>()
  let wanted = [...new Set(entries)]
  while (wanted.length > 0) {
    const compiled = await Promise.all(wanted.map((path) => compileScript(tree, path)))
    wanted.forEach((path, i) => scripts.set(path, compiled[i] as Script))
    const next = compiled.flatMap((script) => Object.values(script.requires))
    wanted = [...new Set(next)].filter((path) => !scripts.has(path))
  }
  return scripts
}

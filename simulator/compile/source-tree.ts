import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { build } from 'esbuild'
import JSON5 from 'json5'
import { lineOf, type Problems } from './problems'

interface NpmPackage {
  /** Set when the package brings mini-program code of its own, which is copied and not bundled. */
  readonly miniprogramDir?: string
  readonly dir: string
}

// The tracker as an npm package, from this repository, for a shop that requires it before it has installed it.
const TRACKER = { name: 'youshu-coupon-plugin', dir: join(__dirname, '../../plugin') }

/** The package as a mini-program sees it, looked for upwards from `from` as node does. */
const findNpmPackage = (from: string, name: string): NpmPackage | undefined => {
  const dir = join(from, 'node_modules', name)
  const manifest = join(dir, 'package.json')
  if (!existsSync(manifest)) {
    const above = dirname(from)
    if (above !== from) return findNpmPackage(above, name)
    return name === TRACKER.name ? { dir: TRACKER.dir } : undefined
  }
  const { miniprogram } = JSON.parse(readFileSync(manifest, 'utf8')) as { miniprogram?: string }
  return miniprogram ? { dir, miniprogramDir: join(dir, miniprogram) } : { dir }
}

const bundles = new Map<string, Promise<string>>()

/** From now on packages are bundled anew; they may be others under the same name. */
export const forgetBundles = () => bundles.clear()

/**
 * One CommonJS file, as WeChat's "build npm" makes of a package that was not written for mini-programs. Rejects with
 * what the bundler says.
 */
const bundleNpmPackage = (dir: string): Promise<string> => {
  const known = bundles.get(dir)
  if (known) return known
  const bundle = build({
    entryPoints: [dir === TRACKER.dir ? join(dir, 'index.ts') : dir],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    target: 'es2020',
    logLevel: 'silent',
  }).then((result) => result.outputFiles[0]?.text ?? '')
  bundles.set(dir, bundle)
  return bundle
}

/** The files of one code space, by their path inside it; npm packages appear under `miniprogram_npm/`. */
export interface SourceTree {
  readonly dir: string
  has(path: string): boolean
  /** The text of a file; undefined where there is none. */
  read(path: string): string | undefined
  /** Where a file lies on the disk; undefined where there is none. */
  locate(path: string): string | undefined
  /** The text of a script, bundled if it is an npm package that was not written for mini-programs. */
  readScript(path: string): Promise<string | undefined>
  /** The path of the script that `spec` means in the file `from`, without its ending; undefined if there is none. */
  findScript(from: string, spec: string): string | undefined
  /** The path of the component that `to` means in the json of `from`; undefined if there is none. */
  findComponent(from: string, to: string): string | undefined
}

const NPM = /^(?:(.*)\/)?miniprogram_npm\/((?:@[^/]+\/)?[^/]+)\/(.*)$/

const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
const isDirectory = (file: string) =>
  statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false

/** Where `to` points, seen from the file `from`; both inside one code space, without a leading `/`. */
export const joinPath = (from: string, to: string): string =>
  to.startsWith('/') ? posix.normalize(to.slice(1)) : posix.join(posix.dirname(from), to)

/** `a/b/c.js` → `a/b/`, `a/`, and the root. */
const foldersAbove = (from: string): string[] => {
  const names = from.split('/').slice(0, -1)
  return [...names.keys()]
    .reverse()
    .map((i) => `${names.slice(0, i + 1).join('/')}/`)
    .concat('')
}

/** From `@/*` to `/*`: what app.json declares under `resolveAlias`. */
type Aliases = Readonly<Record<string, string>>

const withoutAlias = (aliases: Aliases, to: string): string => {
  for (const [alias, target] of Object.entries(aliases)) {
    const head = alias.replace(/\*$/, '')
    if (alias.endsWith('*') ? to.startsWith(head) : to === alias)
      return target.replace(/\*$/, '') + to.slice(head.length)
  }
  return to
}

/** Opens the code space that lives in `dir`. */
export const openSourceTree = (dir: string, aliases: Aliases = {}): SourceTree => {
  const find = (path: string): { file?: string; bundleOf?: string } => {
    const file = join(dir, path)
    if (isFile(file)) return { file }
    const [, above = '', name, rest] = NPM.exec(path) ?? []
    if (!name || rest === undefined) return {}
    // A subpackage may have packages of its own; a folder of node_modules is looked up as node does.
    const from = join(dir, above)
    if (above !== '' && !isDirectory(join(from, 'node_modules'))) return {}
    const found = findNpmPackage(from, name)
    if (found?.miniprogramDir) {
      const inside = join(found.miniprogramDir, rest)
      return isFile(inside) ? { file: inside } : {}
    }
    if (!found) return {}
    if (rest === 'index.js') return { bundleOf: found.dir }
    // WeChat's "build npm" leaves these out, but some libraries reach for a language or a plugin of theirs.
    const inside = join(found.dir, rest)
    return isFile(inside) ? { file: inside } : {}
  }
  const has = (path: string) => {
    const { file, bundleOf } = find(path)
    return (file ?? bundleOf) !== undefined
  }
  const read = (path: string) => {
    const { file } = find(path)
    return file === undefined ? undefined : readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  }
  const places = (from: string, given: string) => {
    const to = withoutAlias(aliases, given)
    if (/^\.{0,2}\//.test(to)) return [joinPath(from, to)]
    return [joinPath(from, to), ...foldersAbove(from).map((one) => `${one}miniprogram_npm/${to}`)]
  }
  return {
    dir,
    read,
    has,
    locate: (path) => find(path).file,
    async readScript(path) {
      const { bundleOf } = find(path)
      return bundleOf ? bundleNpmPackage(bundleOf) : read(path)
    },
    findScript: (from, spec) =>
      places(from, spec)
        .flatMap((path) => [path.replace(/\.[jt]s$/, ''), path, `${path}/index`])
        .find((path) => has(`${path}.ts`) || has(`${path}.js`)),
    findComponent: (from, to) =>
      [...places(from, to), to]
        .flatMap((path) => [path, `${path}/index`])
        .find((path) => has(`${path}.wxml`)),
  }
}

/** A code space that lies in no folder: its files by their path. */
export const openMemoryTree = (files: Readonly<Record<string, string>>): SourceTree => {
  const read = (path: string) => (Object.hasOwn(files, path) ? files[path] : undefined)
  return {
    dir: '',
    read,
    has: (path) => read(path) !== undefined,
    locate: () => undefined,
    readScript: async (path) => read(path),
    findScript: (from, spec) => joinPath(from, spec).replace(/\.js$/, ''),
    findComponent: (from, to) => joinPath(from, to),
  }
}

/**
 * The json file as an object; undefined where there is none, or nothing that can be read. Comments and commas too many,
 * which DevTools lets through in some files, are said and read.
 */
export const readJson = (
  tree: SourceTree,
  file: string,
  problems: Problems,
): Record<string, unknown> | undefined => {
  const source = tree.read(file)
  if (source === undefined) return undefined
  try {
    return JSON.parse(source) as Record<string, unknown>
  } catch (error) {
    const { message } = error as Error
    const near = /position (\d+)/.exec(message)?.[1]
    const line = near ? source.slice(0, Number(near)).split('\n').length : lineOf(source, '//')
    problems.add(file, `is not JSON: ${message}`, line)
  }
  try {
    return JSON5.parse(source)
  } catch {
    return undefined
  }
}

/** The json file without which nothing runs; a `CompileError` where it is not there or cannot be read. */
export const requireJson = (tree: SourceTree, file: string, problems: Problems) => {
  const json = readJson(tree, file, problems)
  if (json) return json
  const said = problems.all().find((problem) => problem.file.endsWith(file))
  throw problems.fatal(file, said?.message ?? 'is not there')
}

import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type BuildOptions, type Plugin } from 'esbuild'

const PLUGIN = join(__dirname, '../plugin')
/** What most of the files that are required later need: a file of its own, instead of a copy in each. */
const SHARED = [
  'event/schema',
  'event/context',
  'event/moment',
  'event/channel',
  'event/consume-coupon',
  'delivery/stored-formats',
]
const COMPONENTS = ['coupon-picker', 'event-inspector'].map((name) => `components/${name}/${name}`)

/** One file of the npm package: its path below `dist/`, its CommonJS text, and its size in bytes. */
export interface Bundled {
  readonly path: string
  readonly code: string
  readonly bytes: number
  readonly gzip: number
}

/**
 * Keeps apart what a merchant's app must load apart: a `require` inside a function is loaded at its first call, and a
 * component reaches the plugin as the host does, so that there is one plugin for all. `found` collects the first kind.
 */
const keepApart = (plugin: string, entry: string, found: Set<string>): Plugin => ({
  name: 'keep-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, kind, resolveDir, importer }) => {
      const target = relative(plugin, join(resolveDir, path))
      const isShared = entry !== 'index' && entry !== target && SHARED.includes(target)
      if (kind === 'require-call' || isShared) found.add(target)
      else if (!target.startsWith('index') || !importer.includes('components')) return undefined
      // As seen from the file that all of it becomes.
      const from = relative(dirname(entry), target)
      return { path: from.startsWith('.') ? from : `./${from}`, external: true }
    })
  },
})

const bundle = async (plugin: string, entry: string, found: Set<string>): Promise<Bundled> => {
  const from = `./${entry}`
  const options: BuildOptions = {
    bundle: true,
    // WeChat compiles what it packs once more; this is what its oldest parser reads.
    target: 'es2018',
    minify: true,
    // The same wherever the sources lie.
    tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
    platform: 'neutral',
    plugins: [keepApart(plugin, entry, found)],
  }
  const { metafile } = await build({
    ...options,
    entryPoints: [join(plugin, `${entry}.ts`)],
    write: false,
    format: 'esm',
    metafile: true,
  })
  const names = Object.values(metafile.outputs).flatMap(({ exports }) => exports)
  // Each name assigned once: what esbuild makes of `export` by itself is 200 bytes a file, and a getter at each use.
  const contents = `import { ${names.join()} } from '${from}'\n${names
    .map((name) => `exports.${name} = ${name}`)
    .join('\n')}`
  const { outputFiles } = await build({
    ...options,
    write: false,
    stdin: { contents, resolveDir: plugin },
    format: 'cjs',
  })
  const code = outputFiles[0]?.text ?? ''
  const bytes = Buffer.byteLength(code)
  return { path: `${entry}.js`, code, bytes, gzip: gzipSync(code, { level: 9 }).length }
}

/**
 * The plugin as the npm package has it: first what is loaded at launch, then each file that is required later, then the
 * components. `plugin` is the folder of the sources.
 */
export const bundlePlugin = async (plugin = PLUGIN): Promise<Bundled[]> => {
  const found = new Set(['index'])
  const files: Bundled[] = []
  // A Set also visits what is added while it is visited.
  for (const entry of found) files.push(await bundle(plugin, entry, found))
  for (const entry of COMPONENTS) files.push(await bundle(plugin, entry, found))
  return files
}

/** What is loaded at launch: the file that the size limit holds for. */
export const bundleCore = async (plugin = PLUGIN): Promise<Bundled> =>
  bundle(plugin, 'index', new Set())

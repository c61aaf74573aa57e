import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

interface NpmPackage {
  /** Set when the package brings mini-program code of its own, which is copied and not bundled. */
  readonly miniprogramDir?: string
  readonly dir: string
}

// The tracker as an npm package, from this repository, for a shop that requires it before it has installed it.
const TRACKER = { name: 'youshu-coupon-plugin', dir: join(__dirname, '../../plugin') }

/** The package as a mini-program sees it, looked for upwards from `from` as node does. */
export const findNpmPackage = (from: string, name: string): NpmPackage | undefined => {
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

/**
 * One CommonJS file, as WeChat's "build npm" makes of a package that was not written for mini-programs. Rejects with
 * what the bundler says.
 */
export const bundleNpmPackage = (dir: string): Promise<string> => {
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

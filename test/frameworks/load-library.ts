import { buildSync } from 'esbuild'

const bundles = new Map<string, string>()
const ENABLE = ['MUTATION_OBSERVER', 'INNER_HTML', 'ADJACENT_HTML', 'CLONE_NODE', 'CONTAINS']
const TARO = [...ENABLE, 'SIZE_APIS', 'TEMPLATE_CONTENT'].map((name) => [`ENABLE_${name}`, 'false'])
// As uni-app's own build leaves them.
const UNI = {
  __VUE_OPTIONS_API__: 'true',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_CREATED_DEFERRED__: 'false',
  __UNI_FEATURE_PROMISE__: 'false',
  'process.env.UNI_DEBUG': 'false',
  'process.env.UNI_MP_PLUGIN': '""',
  'process.env.UNI_SUBPACKAGE': '""',
}
/** From the name of an import to the file that the merchant's build puts in its place. */
type Aliases = Readonly<Record<string, string>>

/** The scripts and what they need as one, as a merchant's build makes it for WeChat. */
const bundle = (contents: string, alias: Aliases): string => {
  const key = JSON.stringify([contents, alias])
  const known = bundles.get(key)
  if (known !== undefined) return known
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: __dirname },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['main'],
    alias,
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.TARO_ENV': '"weapp"',
      'process.env.TARO_PLATFORM': '"mini"',
      'process.env.VUE_APP_DEBUG': 'false',
      ...Object.fromEntries(TARO),
      ...UNI,
    },
    // The merchant's stores are made by the same copy.
    external: ['mobx-miniprogram'],
    logLevel: 'error',
  })
  const code = outputFiles[0]?.text ?? ''
  bundles.set(key, code)
  return code
}

/**
 * Runs the code of libraries anew, with WeChat's globals as `given`: from a name to its entry's file. Answers what
 * each exports.
 */
export const loadLibrary = <Exports>(
  entries: Readonly<Record<keyof Exports & string, string>>,
  given: Readonly<Record<string, unknown>>,
  alias: Aliases = {},
): Exports => {
  const contents = Object.entries(entries).map(
    ([name, file]) => `export * as ${name} from ${JSON.stringify(file)}`,
  )
  const module = { exports: {} as Exports }
  const names = ['module', 'exports', 'require', ...Object.keys(given)]
  // oxlint-disable-next-line no-implied-eval -- the library's globals are parameters here
  const run = new Function(...names, bundle(contents.join('\n'), alias))
  run(module, module.exports, jest.requireActual, ...Object.values(given))
  return module.exports
}

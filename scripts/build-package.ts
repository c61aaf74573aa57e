import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'
import { transformSync } from 'esbuild'
import { type Bundled, bundlePlugin } from './bundle-plugin'

const ROOT = join(__dirname, '..')
const PLUGIN = join(ROOT, 'plugin')
/** What of a component is not a script and goes along as it is. (device-probe is for the plugin form.) */
const STATIC = /^(coupon-picker|event-inspector)\/.*\.(json|wxml|wxss)$/

/** A style sheet or template without its comments and indentation: they are for readers of the sources. */
const withoutComments = (path: string, text: string): string => {
  if (path.endsWith('.wxss')) return transformSync(text, { loader: 'css', minify: true }).code
  return path.endsWith('.wxml')
    ? text.replace(/<!--[\s\S]*?-->/g, '').replace(/\s*\n\s*/g, ' ')
    : text
}

/** One self-contained declaration file from what tsc emits for each source: a merchant has no sources. */
const buildTypes = (file: string): void => {
  const declarations = mkdtempSync(join(tmpdir(), 'declarations-'))
  try {
    const tsconfig = join(__dirname, 'tsconfig.types.json')
    execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', tsconfig, '--outDir', declarations])
    const configObject = {
      projectFolder: declarations,
      mainEntryPointFilePath: join(declarations, 'index.d.ts'),
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            lib: ['ES2020'],
            module: 'ESNext',
            moduleResolution: 'bundler',
            typeRoots: [join(ROOT, 'node_modules')],
            types: ['miniprogram-api-typings'],
          },
          files: ['index.d.ts'],
        },
      },
      dtsRollup: { enabled: true, untrimmedFilePath: file },
    }
    const config = ExtractorConfig.prepare({
      configObject,
      configObjectFullPath: undefined,
      packageJsonFullPath: join(ROOT, 'package.json'),
    })
    Extractor.invoke(config, {
      localBuild: true,
      messageCallback(message) {
        // Types that only other types name need not be exported, and we have one release for all.
        message.handled = /^(ae-forgotten-export|ae-missing-release-tag|tsdoc-|console-)/.test(
          message.messageId,
        )
      },
    })
  } finally {
    rmSync(declarations, { recursive: true })
  }
}

/**
 * The npm package's files below `folder`: `dist/` (scripts and components, what WeChat copies) and `types/`. Answers the
 * scripts with their sizes.
 */
export const buildPackage = async (folder: string): Promise<Bundled[]> => {
  const place = (path: string): string => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    return file
  }
  for (const name of ['dist', 'types']) rmSync(join(folder, name), { recursive: true, force: true })
  const scripts = await bundlePlugin(PLUGIN)
  for (const { path, code } of scripts) writeFileSync(place(`dist/${path}`), code)
  for (const path of readdirSync(join(PLUGIN, 'components'), { recursive: true, encoding: 'utf8' }))
    if (STATIC.test(path)) {
      const text = readFileSync(join(PLUGIN, 'components', path), 'utf8')
      writeFileSync(place(`dist/components/${path}`), withoutComments(path, text))
    }
  buildTypes(place('types/index.d.ts'))
  return scripts
}

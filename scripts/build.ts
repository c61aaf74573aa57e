import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { transformSync } from 'esbuild'
import { buildPackage } from './build-package'

const ROOT = join(__dirname, '..')

const size = (code: string): string =>
  `${Buffer.byteLength(code)} bytes, ${gzipSync(code, { level: 9 }).length} gzipped`

/** WeChat's compiler does not bundle `plugin/`: it compiles and minifies each file by itself. */
const compileApart = (file: string): string => {
  const code = readFileSync(join(ROOT, 'plugin', file), 'utf8')
  return transformSync(code, { loader: 'ts', format: 'cjs', target: 'es2018', minify: true }).code
}

/** `npm run build`: what `npm pack` packs, and the sizes of both forms on the terminal. */
const main = async (): Promise<void> => {
  for (const { path, code } of await buildPackage(ROOT)) console.log(`dist/${path}: ${size(code)}`)
  const sources = readdirSync(join(ROOT, 'plugin'), { recursive: true, encoding: 'utf8' })
  const scripts = sources.filter((file) => file.endsWith('.ts')).map(compileApart)
  console.log(`plugin/, ${scripts.length} scripts file by file: ${size(scripts.join(''))}`)
}

void main()

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { bundlePlugin } from './bundle-plugin'

/** What stands alone in dist/: the plugin's main, and what it requires later. */
const ENTRIES = ['index', 'coupons/coupons-api']

/** `npm run build`: the plugin as CommonJS in dist/, for the npm form, and its size on the terminal. */
const main = async (): Promise<void> => {
  rmSync('dist', { recursive: true, force: true })
  for (const name of ENTRIES) {
    const { code, bytes, gzip } = await bundlePlugin(`plugin/${name}.ts`)
    const file = `dist/${name}.js`
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, code)
    console.log(`${file}  ${bytes} bytes, ${gzip} bytes gzipped`)
  }
}

void main()

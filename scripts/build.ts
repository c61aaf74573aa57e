import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { bundlePlugin } from './bundle-plugin'

/** `npm run build`: the plugin as CommonJS in dist/, for the npm form, and its size on the terminal. */
const main = async (): Promise<void> => {
  const { code, bytes, gzip } = await bundlePlugin()
  rmSync('dist', { recursive: true, force: true })
  mkdirSync('dist')
  writeFileSync('dist/index.js', code)
  console.log(`dist/index.js  ${bytes} bytes, ${gzip} bytes gzipped`)
}

void main()

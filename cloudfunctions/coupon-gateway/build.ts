import { build } from 'esbuild'
import { copyFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import manifest from './package.json'

const OUT = resolve(process.argv[2] ?? join(__dirname, '../../build/coupon-gateway'))

/**
 * What is uploaded as a cloud function, or copied into a container: one file for each, with everything in it. So there
 * is nothing to install where it runs, and what runs is what was tested here, to the last dependency.
 */
const main = async (): Promise<void> => {
  await build({
    // CloudBase wants its entry in index.js.
    entryPoints: {
      index: join(__dirname, 'cloudbase.ts'),
      server: join(__dirname, 'server.ts'),
    },
    outdir: OUT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  })
  const { dependencies: _, devDependencies: __, ...rest } = manifest
  await writeFile(join(OUT, 'package.json'), JSON.stringify({ ...rest, main: 'index.js' }, null, 2))
  for (const file of ['catalogue.json', 'Dockerfile'])
    await copyFile(join(__dirname, file), join(OUT, file))
  process.stdout.write(`${OUT}\n`)
}
void main()

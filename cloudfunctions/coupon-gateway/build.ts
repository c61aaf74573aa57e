import { build } from 'esbuild'
import { copyFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const OUT = resolve(process.argv[2] ?? join(__dirname, '../../dist/coupon-gateway'))

/**
 * What is uploaded as a cloud function, or copied into a container: one file for each, with everything in it. So there
 * is nothing to install where it runs, and what runs is what was tested here, to the last dependency.
 */
const main = async (): Promise<void> => {
  await build({
    entryPoints: ['index.ts', 'server.ts'].map((file) => join(__dirname, file)),
    outdir: OUT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  })
  for (const file of ['package.json', 'catalogue.json', 'Dockerfile'])
    await copyFile(join(__dirname, file), join(OUT, file))
  process.stdout.write(`${OUT}\n`)
}
void main()

import { build } from 'esbuild'
import { copyFile, cp, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { clientSource } from './client'
import manifest from './package.json'

const OUT = resolve(process.argv[2] ?? join(__dirname, '../../build/coupon-gateway'))

const PGLITE = dirname(require.resolve('@electric-sql/pglite'))

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
    // Half the text to read at a cold start; names stay readable in a stack trace.
    minifyWhitespace: true,
    minifySyntax: true,
    target: 'node20',
    format: 'cjs',
    // The embedded database looks for its files beside the code; its modules for import() would look elsewhere.
    conditions: ['require'],
    alias: {
      '@electric-sql/pglite/node-postgres': join(PGLITE, 'node-postgres/index.cjs'),
      '@electric-sql/pglite': join(PGLITE, 'index.cjs'),
    },
  })
  const { dependencies: _, devDependencies: __, ...rest } = manifest
  await writeFile(join(OUT, 'package.json'), JSON.stringify({ ...rest, main: 'index.js' }, null, 2))
  await writeFile(join(OUT, 'gateway-client.ts'), await clientSource())
  for (const file of ['catalogue.json', 'Dockerfile'])
    await copyFile(join(__dirname, file), join(OUT, file))
  for (const file of ['pglite.wasm', 'initdb.wasm', 'pglite.data'])
    await copyFile(join(PGLITE, file), join(OUT, file))
  await cp(join(__dirname, 'console'), join(OUT, 'console'), { recursive: true })
  await cp(join(__dirname, 'store/migrations'), join(OUT, 'migrations'), { recursive: true })
  process.stdout.write(`${OUT}\n`)
}
void main()

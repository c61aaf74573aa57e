import { build, type Plugin } from 'esbuild'
import { copyFile, cp, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { clientSource } from './client'
import manifest from './package.json'

const OUT = resolve(process.argv[2] ?? join(__dirname, '../../build/coupon-gateway'))

const PGLITE = dirname(require.resolve('@electric-sql/pglite'))

/** The embedded database is half of all code, and is read only where it is used. */
const EMBEDDED_APART: Plugin = {
  name: 'embedded-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/embedded$/ }, () => ({ path: './embedded.js', external: true })),
}

/**
 * What is uploaded as a cloud function, or copied into a container: a file for each, and the embedded database beside
 * them. There is nothing to install where it runs, and what runs is what was tested here, to the last dependency.
 */
const main = async (): Promise<void> => {
  await build({
    // CloudBase wants its entry in index.js.
    entryPoints: {
      index: join(__dirname, 'cloudbase.ts'),
      server: join(__dirname, 'server.ts'),
      embedded: join(__dirname, 'store/embedded.ts'),
    },
    // What Fastify would compile schemas with: `app.ts` keeps it from being asked for.
    external: ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler'],
    plugins: [EMBEDDED_APART],
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

import { build } from 'esbuild'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'

const OUT = join(__dirname, '../../dist/coupon-gateway')

/** What is uploaded as a cloud function, or copied into a container: two entries, and the libraries to install. */
const main = async (): Promise<void> => {
  await build({
    entryPoints: ['index.ts', 'server.ts'].map((file) => join(__dirname, file)),
    outdir: OUT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // jose is left in: it is an ES module, which Node before 20.19 cannot require.
    external: ['fastify', '@fastify/rate-limit', 'pino', 'secure-json-parse'],
  })
  for (const file of ['package.json', 'catalogue.json', 'Dockerfile'])
    await copyFile(join(__dirname, file), join(OUT, file))
  process.stdout.write(`${OUT}\n`)
}
void main()

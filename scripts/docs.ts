import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiReference } from './api-reference'
import { buildPackage } from './build-package'

const ROOT = join(__dirname, '..')

/** `npm run docs`: builds the package and writes docs/api.md from its declarations. */
const main = async (): Promise<void> => {
  await buildPackage(ROOT)
  writeFileSync(join(ROOT, 'docs/api.md'), apiReference(ROOT))
}

void main()

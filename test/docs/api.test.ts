import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiReference } from '../../scripts/api-reference'
import { buildPackage } from '../../scripts/build-package'

const DOCUMENT = join(__dirname, '../../docs/api.md')

test('docs/api.md says what the package declares (else: npm run docs)', async () => {
  const root = mkdtempSync(join(tmpdir(), 'api-'))
  try {
    await buildPackage(root)
    expect(readFileSync(DOCUMENT, 'utf8').split('\n')).toEqual(apiReference(root).split('\n'))
  } finally {
    rmSync(root, { recursive: true })
  }
})

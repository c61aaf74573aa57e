import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const ROOM = join(__dirname, '../../../cloudfunctions/coupon-gateway/coupon-engine')
// Pure too: what an issue is, how a schema gives one, and how JSON is read.
const SHARED = ['check', 'json'].map((file) => join(ROOM, '../lib', file))

const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)

const imports = (file: string) =>
  [...readFileSync(join(ROOM, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from = '']) =>
    from.startsWith('.') ? normalize(join(ROOM, dirname(file), from)) : from,
  )

test.each(files)('%s touches nothing outside itself', (file) => {
  for (const from of imports(file)) {
    const allowed = from === 'valibot' || from.startsWith(`${ROOM}/`) || SHARED.includes(from)
    expect(allowed ? '' : from).toBe('')
  }
  // Nothing of the machine that it runs on.
  expect(readFileSync(join(ROOM, file), 'utf8')).not.toMatch(
    /\b(Intl|URL|Buffer|process|require|toSorted|structuredClone|Object\.groupBy)\b/,
  )
})

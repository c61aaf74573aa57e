import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const ROOM = join(__dirname, '../../../cloudfunctions/coupon-gateway/embedded')
// Pure too: how an issue looks, and how a schema reports one.
const SHARED = [join(ROOM, '../lib/check')]

const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)

const imports = (file: string) =>
  [...readFileSync(join(ROOM, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from = '']) =>
    from.startsWith('.') ? normalize(join(ROOM, dirname(file), from)) : from,
  )

test.each(files)('%s can run inside the mini-program', (file) => {
  for (const from of imports(file)) {
    const allowed = from === 'valibot' || from.startsWith(`${ROOM}/`) || SHARED.includes(from)
    expect(allowed ? '' : from).toBe('')
  }
  // What a phone's engine may lack.
  expect(readFileSync(join(ROOM, file), 'utf8')).not.toMatch(
    /\b(Intl|URL|Buffer|BigInt|process|require|toSorted|structuredClone|Object\.groupBy)\b/,
  )
})

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { array, parse, string } from 'valibot'
import { OPERATOR_KEY } from './open-server'
import { endAll, run } from './run'
import { embeddedFolder } from './store/engines'

const ROOT = join(__dirname, '../..')
const BUILD = 'cloudfunctions/coupon-gateway/build.ts'

// Outside of the project, so that nothing of its node_modules can help out.
const folder = mkdtempSync(join(tmpdir(), 'coupon-gateway-'))
afterEach(endAll)
afterAll(() => rmSync(folder, { recursive: true }))

const dockerfile = () => readFileSync(join(folder, 'Dockerfile'), 'utf8')
const wordsOf = (instruction: RegExp): string[] =>
  parse(array(string()), JSON.parse(instruction.exec(dockerfile())?.[1] ?? ''))

beforeAll(() => run(ROOT, ['--import', 'tsx', BUILD, folder], {}).ended)

describe('what is deployed', () => {
  test('names no library to install, and holds all that the container copies', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    expect(manifest).not.toHaveProperty('dependencies')
    const [, copied = ''] = /^COPY (.+) \.\/$/m.exec(dockerfile()) ?? []
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(copied.split(' ')))
  })

  test("the container's command serves with nothing beside it, its health check sees that, and it ends on SIGTERM", async () => {
    const [, ...command] = wordsOf(/^CMD (.+)$/m)
    const server = run(folder, command, {
      PORT: '0',
      GATEWAY_OPERATOR_KEY: OPERATOR_KEY,
      GATEWAY_DATA: await embeddedFolder(),
    })
    const url = new URL(await server.printed(/Coupon gateway: (\S+)/))
    const authorization = `Bearer ${OPERATOR_KEY}`
    const post = { method: 'POST', headers: { authorization }, body: '{"user_id": "1"}' }
    expect((await fetch(new URL('/sessions', url), post)).status).toBe(200)

    const [, ...probe] = wordsOf(/^HEALTHCHECK .*?CMD (.+)$/m)
    expect(await run(folder, probe, { PORT: url.port }).ended).toBe(0)
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(await run(folder, probe, { PORT: url.port }).ended).toBe(1)
  })

  test('the entry of the cloud function answers with nothing beside it', async () => {
    const call =
      "require('./index.js').main({ path: '/healthz' }).then(({ status }) => console.log(status))"
    const { ended, text } = run(folder, ['-e', call], {})
    expect(await ended).toBe(0)
    expect(text()).toMatch(/^200$/m)
  })
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OPERATIONS } from '../../cloudfunctions/coupon-gateway/routes/contract'
import { breachOf } from './contract'
import { answers, startYoushu } from './fakes/youshu'
import { CART, OPERATOR_KEY, type OpenServer, openServer } from './open-server'
import { coupons } from './youshu/a-coupon'

// Where the validator, which is no CommonJS, is found.
const ROOT = join(__dirname, '../..')

let server: OpenServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server.close())

/** Every method and path, from the router's own tree: a line for each part, indented below what it follows. */
const servedBy = ({ app }: OpenServer): string[] => {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] =
        /^(\W*── )(\S*)(?: \((.+)\))?/.exec(line) ?? []
      const depth = indent.length / 4 - 1
      above.splice(depth, above.length, part)
      const path = above.join('').replace(/:(\w+)/g, '{$1}')
      return methods ? methods.split(', ').map((method) => `${method} ${path}`) : []
    })
}

const clientSource = (): string => {
  const script = `require('./cloudfunctions/coupon-gateway/client').clientSource().then((source) => process.stdout.write(source))`
  const node = ['--import', 'tsx', '-e', script]
  return execFileSync(process.execPath, node, { cwd: ROOT, encoding: 'utf8' })
}

describe('the OpenAPI document', () => {
  test('is valid 3.1, and anybody may read it', async () => {
    const response = await fetch(`${server.url}/openapi.json`)
    const document = (await response.json()) as { openapi: string }
    expect(document.openapi).toBe('3.1.0')
    const script = `import { Validator } from '@seriousme/openapi-schema-validator'
      import { readFileSync } from 'node:fs'
      const { valid, errors } = await new Validator().validate(JSON.parse(readFileSync(0, 'utf8')))
      console.log(JSON.stringify({ valid, errors }))`
    const input = JSON.stringify(document)
    const node = ['--input-type=module', '-e', script]
    const checked = execFileSync(process.execPath, node, { cwd: ROOT, input, encoding: 'utf8' })
    expect(JSON.parse(checked)).toEqual({ valid: true })
  })

  test('has every address of the gateway and no other', () => {
    const documented = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    const served = servedBy(server)
    // The plugin's own wire is Youshu's to document; pages and numbers are for people and Prometheus.
    const undocumented = /^(POST \/report|GET \/metrics|GET \/console\S*)$/
    expect(served.filter((each) => !undocumented.test(each)).sort()).toEqual(documented.sort())
  })

  test('an answer that is not as documented is found', () => {
    expect(breachOf('POST', '/sessions', 200, { token: 1 })).toContain('/token')
    expect(breachOf('POST', '/sessions', 418, {})).toContain('418')
    expect(breachOf('POST', '/sessions', 200, { token: 'x', expires_at: 1 })).toBeUndefined()
  })
})

describe('the client for merchants’ servers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-client-'))
  const file = join(folder, 'gateway-client.ts')
  beforeAll(() => writeFileSync(file, clientSource()))
  afterAll(() => rmSync(folder, { recursive: true }))

  const load = async () =>
    (await import(file)) as {
      createGatewayClient(
        options: object,
      ): Record<string, (...given: unknown[]) => Promise<unknown>>
    }

  test('compiles under the strictest settings, and its types refuse what the gateway would', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { createGatewayClient } from './gateway-client'
       export const use = async () => {
         const gateway = createGatewayClient({ url: 'http://127.0.0.1:1', key: 'k' })
         const opened = await gateway.openSession({ user_id: '1' })
         const token: string = opened.ok ? opened.value.token : (opened.error.error ?? '')
         // @ts-expect-error it is a text
         await gateway.openSession({ user_id: 1 })
         // @ts-expect-error there is no such report
         await gateway.cardStatistics({ report: 'all', begin_date: '', end_date: '' })
         return token
       }`,
    )
    const config = { strict: true, noEmit: true, target: 'es2022', module: 'esnext' }
    const compilerOptions = {
      ...config,
      moduleResolution: 'bundler',
      lib: ['es2022', 'dom'],
      types: [],
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['use.ts'] }),
    )
    const tsc = join(__dirname, '../../node_modules/.bin/tsc')
    expect(execFileSync(tsc, ['-p', folder], { encoding: 'utf8' })).toBe('')
  })

  test('opens a session, asks with it, and learns why something is refused', async () => {
    const youshu = await startYoushu(() => answers({ retcode: 1001, errmsg: 'quota' }))
    const open = await openServer({ YOUSHU_BASE_URL: youshu.url })
    const { createGatewayClient } = await load()
    const operator = createGatewayClient({ url: open.url, key: OPERATOR_KEY })
    const opened = await operator['openSession']?.({ user_id: '1001' })
    expect(opened).toMatchObject({ ok: true, status: 200, value: { token: expect.any(String) } })
    const { token } = (opened as { value: { token: string } }).value
    const phone = createGatewayClient({ url: open.url, key: token })
    expect(await phone['usableCoupons']?.(CART)).toMatchObject({ ok: true, value: { best: '1' } })
    expect(await operator['pushCoupons']?.({ coupons: coupons(1) })).toMatchObject({
      ok: false,
      status: 502,
      error: { system: 'youshu', code: 1001, message: 'quota', refused: [{ from: 0 }] },
    })
    expect(await operator['showJob']?.('a/b')).toMatchObject({ ok: false })
    await open.close()
    await youshu.close()
    expect(await operator['healthz']?.()).toMatchObject({ ok: false, status: 0 })
  })
})

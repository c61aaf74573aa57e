import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InternetMode } from '../../simulator/server/internet'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'

let shopServer: Server
let origin: string
let dir: string
let simulator: Simulator | undefined
let calls = 0

beforeAll(async () => {
  shopServer = createServer((request, response) => {
    calls += 1
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      response.writeHead(201, {
        'content-type': 'application/json',
        'set-cookie': 'a=1',
        'x-own': 'yes',
      })
      response.end(
        JSON.stringify({
          call: calls,
          method: request.method,
          url: request.url,
          token: request.headers['token'],
          body: Buffer.concat(chunks).toString('base64'),
        }),
      )
    })
  })
  await new Promise<void>((resolve) => void shopServer.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(shopServer.address() as AddressInfo).port}`
  dir = mkdtempSync(join(tmpdir(), 'internet-'))
})
afterAll(() => {
  shopServer.close()
  rmSync(dir, { recursive: true })
})
beforeEach(() => {
  calls = 0
})
afterEach(async () => {
  await simulator?.close()
})

const start = async (internet: InternetMode) => {
  simulator = await startSimulator({ port: 0, root: join(__dirname, 'fixture'), internet })
}
const send = async (url: string, body?: string | Uint8Array<ArrayBuffer>) => {
  const head = { url, method: body === undefined ? 'GET' : 'POST', headers: { token: 'secret' } }
  const response = await fetch(`${simulator?.url ?? ''}/internet`, {
    method: 'POST',
    headers: { 'internet-request': encodeURIComponent(JSON.stringify(head)) },
    ...(body !== undefined && { body }),
  })
  const answer = response.headers.get('internet-answer')
  return {
    status: response.status,
    answer: answer === null ? undefined : (JSON.parse(decodeURIComponent(answer)) as object),
    body: (await response.json()) as Record<string, unknown>,
  }
}

test('without a flag nothing leaves this machine, and the reason names the flags', async () => {
  await start({ kind: 'closed' })
  expect(await send(`${origin}/a`)).toMatchObject({
    status: 403,
    body: { error: expect.stringMatching(/--proxy.*--replay/) },
  })
  expect(calls).toBe(0)
})

test('passed on, a request arrives with its headers and bytes, and the answer comes back', async () => {
  await start({ kind: 'proxy' })
  const bytes = new Uint8Array([0, 255, 128])
  expect(await send(`${origin}/a?b=1`, bytes)).toEqual({
    status: 200,
    answer: {
      status: 201,
      headers: expect.objectContaining({ 'content-type': 'application/json', 'x-own': 'yes' }),
    },
    body: { call: 1, method: 'POST', url: '/a?b=1', token: 'secret', body: 'AP+A' },
  })
})

test('a host that cannot be reached is said by its address', async () => {
  await start({ kind: 'proxy' })
  expect(await send('http://127.0.0.1:9/a')).toMatchObject({
    status: 502,
    body: { error: expect.stringContaining('http://127.0.0.1:9/a') },
  })
})

test('what was recorded is played without a network, in its order, the last again and again', async () => {
  const file = join(dir, 'record.jsonl')
  await start({ kind: 'record', file })
  await send(`${origin}/list?page=1`)
  await send(`${origin}/list?page=1`)
  await send(`${origin}/pay`, '{"sign":1}')
  await simulator?.close()
  await start({ kind: 'replay', file })
  const list = async () => (await send(`${origin}/list?page=1`)).body['call']
  expect([await list(), await list(), await list()]).toEqual([1, 2, 2])
  // Another signature, another page: the nearest answer is better than none.
  expect((await send(`${origin}/pay`, '{"sign":2}')).body['call']).toBe(3)
  expect((await send(`${origin}/list?page=9`)).body['call']).toBe(1)
  expect(await send(`${origin}/never`)).toMatchObject({
    status: 404,
    body: { error: `the record has no GET ${origin}/never` },
  })
  expect(calls).toBe(3)
})

test('a record holds no header, no body and no cookie of a request', async () => {
  const file = join(dir, 'secrets.jsonl')
  await start({ kind: 'record', file })
  await send(`${origin}/login`, 'password=open')
  const [line = ''] = readFileSync(file, 'utf8').split('\n')
  const { body, ...others } = JSON.parse(line) as { body: string }
  expect(JSON.stringify(others)).not.toMatch(/secret|password|set-cookie/)
  expect(Buffer.from(body, 'base64').toString()).toContain('/login')
})

test('a record that is none is said by its line', async () => {
  const file = join(dir, 'broken.jsonl')
  writeFileSync(file, '{"method":"GET"}\n{broken\n')
  await expect(start({ kind: 'replay', file })).rejects.toThrow('line 2: is not a record')
})

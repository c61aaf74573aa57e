import autocannon, { type Result } from 'autocannon'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cartOf, couponsOf } from './two-hundred-coupons'

const CONNECTIONS = 50
const SECONDS = Number(process.env['SECONDS'] ?? 30)
// In turns, so that whatever else the machine does falls on all of them.
const TURNS = 4
// By so much the heap may be larger after the last turn than after the first. A leak of 100 bytes a request would be more.
const MOST_GROWTH = 0.03
const COUPONS = 200
const LINES = 20
const MIN_RATIO = 0.3
const MAX_WIRE_BYTES = 12 * 1024

const say = (line: string) => process.stdout.write(`${line}\n`)
const children: ChildProcess[] = []
const GATEWAY = [
  'cloudfunctions/coupon-gateway/server.ts',
  '--expose-gc',
  '--import',
  join(__dirname, 'tell-heap.ts'),
]

interface Started {
  readonly child: ChildProcess
  readonly url: string
}

const start = (
  [file = '', ...flags]: readonly string[],
  pattern: RegExp,
  env: Record<string, string> = {},
) =>
  new Promise<Started>((started, failed) => {
    const child = spawn(process.execPath, ['--import', 'tsx', ...flags, file], {
      cwd: join(__dirname, '../../..'),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      if (text.length < 10_000) text += String(chunk)
      const [, match] = pattern.exec(text) ?? []
      if (match !== undefined) started({ child, url: match })
    })
    child.on('exit', () => failed(new Error(`${file} ended:\n${text}`)))
  })

interface Memory {
  readonly heapUsed: number
  readonly external: number
  readonly rss: number
}

/** What a process holds after a full collection, in bytes. */
const memoryOf = ({ child }: Started): Promise<Memory> =>
  new Promise((told) => {
    const listen = (chunk: unknown) => {
      const [, memory] = /^Memory: (.+)$/m.exec(String(chunk)) ?? []
      if (memory === undefined) return
      child.stdout?.off('data', listen)
      told(JSON.parse(memory))
    }
    child.stdout?.on('data', listen)
    child.kill('SIGUSR2')
  })

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

const post = async (url: string, credential: string, body: unknown): Promise<string> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.text()
}

const fire = (url: string, body: string, credential: string, duration: number): Promise<Result> =>
  autocannon({
    url,
    method: 'POST',
    connections: CONNECTIONS,
    duration,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${credential}`,
      'accept-encoding': 'br',
    },
    body,
  })

/** The answer as it is on the wire: `fetch` would unpack it. */
const bytesOf = (url: string, credential: string, body: string) =>
  new Promise<Buffer>((read, failed) => {
    const headers = { authorization: `Bearer ${credential}`, 'accept-encoding': 'br' }
    const sent = request(url, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => read(Buffer.concat(chunks)))
    })
    sent.on('error', failed)
    sent.end(body)
  })

interface Load {
  readonly perSecond: number
  readonly p99: number
  readonly megabytes: number
  readonly failed: number
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, next) => sum + next, 0) / numbers.length

const summed = (results: readonly Result[]): Load => ({
  perSecond: mean(results.map(({ requests }) => requests.average)),
  p99: Math.max(...results.map(({ latency }) => latency.p99)),
  megabytes: mean(results.map(({ throughput }) => throughput.average)) / 1e6,
  failed: results.reduce((sum, { errors, non2xx }) => sum + errors + non2xx, 0),
})

const row = (name: string, load: Load) =>
  say(
    [
      name.padEnd(34),
      `${Math.round(load.perSecond)} requests/s`.padStart(16),
      `p99 ${load.p99} ms`.padStart(12),
      `${Math.round(load.megabytes)} MB/s`.padStart(10),
      `${load.failed} errors`.padStart(10),
    ].join(' '),
  )

const main = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'))
  const catalogue = join(folder, 'catalogue.json')
  writeFileSync(catalogue, JSON.stringify(couponsOf('1001', COUPONS)))
  const key = 'operator-key-of-the-bench'
  try {
    const gateway = await start(GATEWAY, /gateway: (\S+)/, {
      PORT: '0',
      COUPON_CATALOG: catalogue,
      GATEWAY_RATE_LIMIT: '0',
      GATEWAY_STORE: 'none',
      GATEWAY_OPERATOR_KEY: key,
    })
    const echo = await start(['test/bench/gateway/echo-server.ts'], /Echo: (\S+)/)
    const session: { token: string } = JSON.parse(
      await post(`${gateway.url}/sessions`, key, { user_id: '1001' }),
    )
    const cart = JSON.stringify(cartOf(LINES))
    const whole = `${gateway.url}/usable-coupons`
    const route = `${whole}?fields=compact`
    const answer = await bytesOf(route, session.token, cart)
    await fetch(`${echo.url}/same`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(answer),
    })
    const plain = (await post(whole, session.token, cartOf(LINES))).length
    say(
      `${CONNECTIONS} connections, ${SECONDS} s each; cart ${cart.length} bytes; answer ${plain} characters, compact and compressed ${answer.length} bytes (wanted: at most ${MAX_WIRE_BYTES})`,
    )

    await fire(`${echo.url}/same`, cart, '', 3)
    await fire(route, cart, session.token, 5)
    const memory = [await memoryOf(gateway)]
    const results: Result[][] = []
    for (let turn = 0; turn < TURNS; turn += 1) {
      results.push([
        await fire(`${echo.url}/same`, cart, '', SECONDS / TURNS),
        await fire(route, cart, session.token, SECONDS / TURNS),
      ])
      memory.push(await memoryOf(gateway))
    }
    const [bare, ours] = [0, 1].map((at) => summed(results.flatMap((turn) => turn[at] ?? [])))
    if (!bare || !ours) throw new Error('no turn')

    row('bare route with the same bytes', bare)
    row(`${COUPONS} coupons judged on ${LINES} lines`, ours)
    const ratio = ours.perSecond / bare.perSecond
    say(`to the bare route: ${ratio.toFixed(2)} (wanted: at least ${MIN_RATIO})`)
    for (const [turn, { heapUsed, external, rss }] of memory.entries())
      say(
        `${turn ? `after stretch ${turn}` : 'after the warm-up'}, collected: heap ${inMegabytes(heapUsed)}, buffers ${inMegabytes(external)}; of the system ${inMegabytes(rss)}`,
      )
    const [, first, ...rest] = memory.map(({ heapUsed, external }) => heapUsed + external)
    const growth = (rest.at(-1) ?? 0) / (first ?? 0) - 1
    const isFlat = growth <= MOST_GROWTH
    say(
      `heap and buffers from the first stretch to the last: ${(growth * 100).toFixed(1)} % (wanted: at most ${MOST_GROWTH * 100} %: ${isFlat ? 'flat' : 'GROWING'})`,
    )
    process.exitCode =
      ratio >= MIN_RATIO && answer.length <= MAX_WIRE_BYTES && ours.failed === 0 && isFlat ? 0 : 1
  } finally {
    for (const child of children) child.kill()
    rmSync(folder, { recursive: true })
  }
}
void main()

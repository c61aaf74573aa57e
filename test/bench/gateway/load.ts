import autocannon, { type Result } from 'autocannon'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cartOf, couponsOf } from './two-hundred-coupons'

const CONNECTIONS = 50
const SECONDS = Number(process.env['SECONDS'] ?? 16)
// In turns, so that whatever else the machine does falls on all of them.
const TURNS = 4
// By so much the heap may be larger after the last turn than after the first. A leak of 100 bytes a request would be more.
const MOST_GROWTH = 0.03
const COUPONS = 200
const LINES = 20
const CARTS = 20_000
const MIN_RATIO = 0.3
const MAX_WIRE_BYTES = 12 * 1024
const ROOT = join(__dirname, '../../..')

const BUILD = 'cloudfunctions/coupon-gateway/build.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const children: ChildProcess[] = []

/** Ends when the child says where it listens, in its log. */
const start = async (
  args: readonly string[],
  log: string,
  env: Record<string, string> = {},
): Promise<Started> => {
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, 'inherit', 'ipc'],
  })
  children.push(child)
  while (child.exitCode === null) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(readFileSync(log, 'utf8')) ?? []
    if (url !== undefined) return { child, url }
    await sleep(50)
  }
  throw new Error(`${args.join(' ')} ended:\n${readFileSync(log, 'utf8')}`)
}

interface Started {
  readonly child: ChildProcess
  readonly url: string
}

interface Memory {
  readonly heapUsed: number
  readonly external: number
  readonly rss: number
}

/** What a process holds after a full collection, in bytes. */
const memoryOf = ({ child }: Started): Promise<Memory> =>
  new Promise((answered) => {
    child.once('message', (memory) => answered(memory as Memory))
    child.send('memory')
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

// One after another, so that none comes twice within a second.
const carts = Array.from({ length: CARTS }, (_, at) => {
  const cart = cartOf(LINES)
  const [first, ...rest] = cart.trade_marks
  const price = (20 + at / 100).toFixed(2)
  return JSON.stringify({ ...cart, trade_marks: [{ ...first, price }, ...rest] })
})
let sent = 0
const ONE_CART = JSON.stringify(cartOf(LINES))

type Target = Pick<Started, 'url'> & { readonly credential: string }

const fire = ({ url, credential }: Target, isOneCart: boolean, duration: number): Promise<Result> =>
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
    ...(isOneCart
      ? { body: ONE_CART }
      : {
          requests: [
            {
              setupRequest: (next) => ({ ...next, body: carts[(sent += 1) % CARTS] ?? '' }),
            },
          ],
        }),
  })

/** The answer as it is on the wire: `fetch` would unpack it. */
const bytesOf = (url: string, credential: string, body: string) =>
  new Promise<Buffer>((read, failed) => {
    const headers = { authorization: `Bearer ${credential}`, 'accept-encoding': 'br' }
    const asked = request(url, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => read(Buffer.concat(chunks)))
    })
    asked.on('error', failed)
    asked.end(body)
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

/** The gateway as it is deployed: the bundle, in production, its log into a file. Only the rate is not limited. */
const startGateway = async (folder: string, key: string): Promise<Started> => {
  const built = join(folder, 'built')
  execFileSync(process.execPath, ['--import', 'tsx', BUILD, built], { cwd: ROOT })
  const catalogue = join(folder, 'catalogue.json')
  writeFileSync(catalogue, JSON.stringify(couponsOf('1001', COUPONS)))
  return start(
    ['--expose-gc', '--require', join(__dirname, 'tell-heap.cjs'), join(built, 'server.js')],
    join(folder, 'gateway.log'),
    {
      NODE_ENV: 'production',
      PORT: '0',
      COUPON_CATALOG: catalogue,
      GATEWAY_RATE_LIMIT: '1000000000',
      GATEWAY_STORE: 'none',
      GATEWAY_OPERATOR_KEY: key,
      GATEWAY_SESSION_SECRET: 'session-secret-of-the-bench-32-chars',
    },
  )
}

const main = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'))
  const key = 'operator-key-of-the-bench'
  try {
    const gateway = await startGateway(folder, key)
    const echo = await start(
      ['--import', 'tsx', 'test/bench/gateway/echo-server.ts'],
      join(folder, 'echo.log'),
    )
    const session: { token: string } = JSON.parse(
      await post(`${gateway.url}/sessions`, key, { user_id: '1001' }),
    )
    const whole = `${gateway.url}/usable-coupons`
    const route = `${whole}?fields=compact`
    const answer = await bytesOf(route, session.token, ONE_CART)
    await fetch(`${echo.url}/same`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(answer),
    })
    const plain = (await post(whole, session.token, cartOf(LINES))).length
    say(
      `${CONNECTIONS} connections, ${SECONDS} s each; cart ${ONE_CART.length} bytes; answer ${plain} characters, compact and compressed ${answer.length} bytes (wanted: at most ${MAX_WIRE_BYTES})`,
    )

    const targets = [
      { url: `${echo.url}/same`, credential: '' },
      { url: route, credential: session.token },
    ]
    /** In the next second, when it has forgotten the answers of the last. */
    const measure = async (): Promise<Memory> => {
      await sleep(1_000)
      await bytesOf(route, session.token, ONE_CART)
      return memoryOf(gateway)
    }
    const contests = [true, false].flatMap((isOneCart) =>
      targets.map((target) => ({ target, isOneCart, results: [] as Result[] })),
    )
    for (const { target, isOneCart } of contests) await fire(target, isOneCart, 3)
    const memory = [await measure()]
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const { target, isOneCart, results } of contests)
        results.push(await fire(target, isOneCart, SECONDS / TURNS))
      memory.push(await measure())
    }
    const [bare, ours, bareOfMany, oursOfMany] = contests.map(({ results }) => summed(results))
    if (!bare || !ours || !bareOfMany || !oursOfMany) throw new Error('no turn')

    row('bare route with the same bytes', bare)
    row(`one cart of ${LINES} lines`, ours)
    const ratio = ours.perSecond / bare.perSecond
    say(`to the bare route: ${ratio.toFixed(2)} (wanted: at least ${MIN_RATIO})`)
    row('bare route, each time another cart', bareOfMany)
    row('each time another cart', oursOfMany)
    say(`to the bare route: ${(oursOfMany.perSecond / bareOfMany.perSecond).toFixed(2)}`)
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
    const failed = ours.failed + oursOfMany.failed
    process.exitCode =
      ratio >= MIN_RATIO && answer.length <= MAX_WIRE_BYTES && failed === 0 && isFlat ? 0 : 1
  } finally {
    for (const child of children) child.kill()
    rmSync(folder, { recursive: true })
  }
}
void main()

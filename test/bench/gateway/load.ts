import autocannon, { type Result } from 'autocannon'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  inMegabytes,
  type Memory,
  memoryOf,
  OPERATOR_KEY,
  start,
  type Started,
  startGateway,
} from './deployed'
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
const say = (line: string) => process.stdout.write(`${line}\n`)
const post = async (url: string, credential: string, body: unknown): Promise<string> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.text()
}

// One after another: what is known of one cart is of no use to the next.
const carts = Array.from({ length: CARTS }, (_, at) => {
  const cart = cartOf(LINES)
  const [first, ...rest] = cart.trade_marks
  const price = (20 + at / 100).toFixed(2)
  return JSON.stringify({ ...cart, trade_marks: [{ ...first, price }, ...rest] })
})
let sent = 0

/**
 * Keeps this thread from sleeping until the returned function is called. Beside a slow route a client sleeps between the
 * answers, and on one machine the server pays for waking it: about a tenth of a request, which a client elsewhere does not
 * take from it.
 */
const stayAwake = (): (() => void) => {
  let isAwake = true
  const turn = (): void => {
    if (isAwake) setImmediate(turn)
  }
  turn()
  return () => {
    isAwake = false
  }
}

type Target = Pick<Started, 'url'> & { readonly credential: string }

const fire = ({ url, credential }: Target, duration: number): Promise<Result> =>
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
    requests: [{ setupRequest: (next) => ({ ...next, body: carts[(sent += 1) % CARTS] ?? '' }) }],
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

const main = async () => {
  const sleepAgain = stayAwake()
  const children: ChildProcess[] = []
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'))
  try {
    const catalogue = join(folder, 'catalogue.json')
    writeFileSync(catalogue, JSON.stringify(couponsOf('1001', COUPONS)))
    const gateway = await startGateway(folder, join(folder, 'gateway.log'), {
      COUPON_CATALOG: catalogue,
      GATEWAY_STORE: 'none',
    })
    children.push(gateway.child)
    const echo = await start(
      ['--import', 'tsx', 'test/bench/gateway/echo-server.ts'],
      join(folder, 'echo.log'),
    )
    children.push(echo.child)
    const session: { token: string } = JSON.parse(
      await post(`${gateway.url}/sessions`, OPERATOR_KEY, { user_id: '1001' }),
    )
    const whole = `${gateway.url}/usable-coupons`
    const route = `${whole}?fields=compact`
    // As it is sent again and again: what answers have in common is compressed when it comes again.
    let answer: Buffer = Buffer.alloc(0)
    for (const body of carts.slice(0, 4)) answer = await bytesOf(route, session.token, body)
    await fetch(`${echo.url}/same`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(answer),
    })
    const plain = (await post(whole, session.token, cartOf(LINES))).length
    say(
      `${CONNECTIONS} connections, ${SECONDS} s each; cart ${carts[0]?.length} bytes; answer ${plain} characters, compact and compressed ${answer.length} bytes (wanted: at most ${MAX_WIRE_BYTES})`,
    )

    const targets = [
      { url: `${echo.url}/same`, credential: '' },
      { url: route, credential: session.token },
    ]
    const contests = targets.map((target) => ({ target, results: [] as Result[] }))
    for (const { target } of contests) await fire(target, 3)
    const memory: Memory[] = [await memoryOf(gateway)]
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const { target, results } of contests) results.push(await fire(target, SECONDS / TURNS))
      memory.push(await memoryOf(gateway))
    }
    const [bare, ours] = contests.map(({ results }) => summed(results))
    if (!bare || !ours) throw new Error('no turn')

    row('bare route with the same bytes', bare)
    row(`carts of ${LINES} lines, each another`, ours)
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
    sleepAgain()
    for (const child of children) child.kill()
    rmSync(folder, { recursive: true })
  }
}
void main()

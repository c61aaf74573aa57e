import autocannon, { type Result } from 'autocannon'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cartOf, couponsOf } from './two-hundred-coupons'

const CONNECTIONS = 50
const SECONDS = Number(process.env['SECONDS'] ?? 30)
// In turns, so that whatever else the machine does falls on all of them.
const TURNS = 3
const COUPONS = 200
const LINES = 20
const WORTH = 0.6

const say = (line: string) => process.stdout.write(`${line}\n`)
const children: ChildProcess[] = []

const start = (file: string, pattern: RegExp, env: Record<string, string> = {}) =>
  new Promise<{ text: string; pid: number; match: string }>((started, failed) => {
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: join(__dirname, '../../..'),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      if (text.length < 10_000) text += String(chunk)
      const [, match] = pattern.exec(text) ?? []
      if (match !== undefined) started({ text, pid: child.pid ?? 0, match })
    })
    child.on('exit', () => failed(new Error(`${file} ended:\n${text}`)))
  })

const megabytes = (pid: number): number =>
  Math.round(
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024,
  )

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
    headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
    body,
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
    const gateway = await start('cloudfunctions/coupon-gateway/server.ts', /gateway: (\S+)/, {
      PORT: '0',
      COUPON_CATALOG: catalogue,
      GATEWAY_RATE_LIMIT: '0',
      GATEWAY_OPERATOR_KEY: key,
    })
    const echo = await start('test/gateway/bench/echo-server.ts', /Echo: (\S+)/)
    const session: { token: string } = JSON.parse(
      await post(`${gateway.match}/sessions`, key, { user_id: '1001' }),
    )
    const cart = JSON.stringify(cartOf(LINES))
    const route = `${gateway.match}/usable-coupons`
    const answer = await post(route, session.token, cartOf(LINES))
    say(
      `${CONNECTIONS} connections, ${SECONDS} s each; cart ${cart.length} bytes, answer ${answer.length} bytes`,
    )

    await fire(`${echo.match}/echo`, answer, '', 3)
    await fire(route, cart, session.token, 5)
    const before = megabytes(gateway.pid)
    const results: Result[][] = []
    for (let turn = 0; turn < TURNS; turn += 1)
      results.push([
        await fire(`${echo.match}/echo`, cart, '', SECONDS / TURNS),
        await fire(`${echo.match}/echo`, answer, '', SECONDS / TURNS),
        await fire(route, cart, session.token, SECONDS / TURNS),
      ])
    const [small, large, ours] = [0, 1, 2].map((at) =>
      summed(results.flatMap((turn) => turn[at] ?? [])),
    )
    if (!small || !large || !ours) throw new Error('no turn')
    const after = megabytes(gateway.pid)

    row('bare echo of the cart', small)
    row('bare echo of the answer', large)
    row(`${COUPONS} coupons judged on ${LINES} lines`, ours)
    const ratio = ours.perSecond / large.perSecond
    say(`to the echo of the cart: ${(ours.perSecond / small.perSecond).toFixed(2)}`)
    say(`to the echo of the answer: ${ratio.toFixed(2)} (wanted: ${WORTH})`)
    say(`memory: ${before} MB after the warm-up, ${after} MB at the end`)
    process.exitCode = ratio >= WORTH && ours.failed === 0 ? 0 : 1
  } finally {
    for (const child of children) child.kill()
    rmSync(folder, { recursive: true })
  }
}
void main()

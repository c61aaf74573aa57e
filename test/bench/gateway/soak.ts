import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as send } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { anEvent } from '../../gateway/youshu/an-event'
import { coupons } from '../../gateway/youshu/a-coupon'
import { createChance } from '../chance'
import { quantiles } from '../quantiles'
import {
  inMegabytes,
  type Memory,
  memoryOf,
  OPERATOR_KEY,
  type Started,
  startGateway,
} from './deployed'
import { startFlappingVendor } from './flapping-vendor'
import { cartOf } from './two-hundred-coupons'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const MINUTES = Math.min(60, Number(values.minutes))
// A phone waits so long for its coupons.
const DEADLINE_MS = 5_000
const CHECKOUTS_A_SECOND = 30
const HANG_UPS = 0.02
// After a full collection. Between two measurements the log's buffers and open connections may differ.
const MOST_GROWTH = 0.1

const say = (line: string) => process.stdout.write(`${line}\n`)

interface Answered {
  readonly id: string
  readonly route: string
  /** 0: none came, or it was not waited for. */
  readonly status: number
  readonly ms: number
}

let sent = 0

/** Posts, and reports how it ended; a caller without patience hangs up after so many milliseconds. */
const post = (
  url: string,
  route: string,
  credential: string,
  body: unknown,
  patience?: number,
): Promise<Answered> =>
  new Promise((ended) => {
    const id = `soak-request-${String((sent += 1)).padStart(8, '0')}`
    const from = performance.now()
    const end = (status: number) => ended({ id, route, status, ms: performance.now() - from })
    const headers = { authorization: `Bearer ${credential}`, 'x-request-id': id }
    const asked = send(`${url}${route}`, { method: 'POST', headers }, (response) => {
      response.resume().on('end', () => end(response.statusCode ?? 0))
      response.on('error', () => end(0))
    })
    asked.on('error', () => end(0))
    if (patience !== undefined) setTimeout(() => asked.destroy(), patience)
    asked.end(JSON.stringify(body))
  })

const openSession = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OPERATOR_KEY}` },
    body: '{"user_id": "1001"}',
  })
  return ((await response.json()) as { token: string }).token
}

interface LogLine {
  readonly msg?: string
  readonly reqId?: string
  readonly status?: number
  readonly [field: string]: unknown
}

const CAUSES = ['reason', 'issues', 'unconfigured', 'refused'] as const

const isExplained = ({ status, ...line }: LogLine, answer: Answered): boolean =>
  answer.status === 0
    ? status === 499 || (status ?? 0) >= 200
    : status === answer.status &&
      ((line['upstream'] !== undefined && line['code'] !== undefined) ||
        CAUSES.some((cause) => line[cause] !== undefined))

/** What a person would find by the request id: how many lines stand for it, and whether they say why. */
const unexplained = (log: string, failed: readonly Answered[]): Answered[] => {
  const lines = new Map<string, LogLine[]>()
  for (const text of readFileSync(log, 'utf8').split('\n')) {
    if (!text.includes('"answered"')) continue
    const line: LogLine = JSON.parse(text)
    const id = String(line.reqId)
    lines.set(id, [...(lines.get(id) ?? []), line])
  }
  return failed.filter((answer) => {
    const [line, ...more] = lines.get(answer.id) ?? []
    return !line || more.length > 0 || !isExplained(line, answer)
  })
}

/** Customers at the checkout, and beside them what merchants' servers send. Ends when all have their answer. */
const load = async ({ url }: Started, minutes: number, random: () => number) => {
  const answers: Promise<Answered>[] = []
  let token = await openSession(url)
  const renew = setInterval(() => void openSession(url).then((next) => (token = next)), 600_000)
  let at = 0
  const arrive = () => {
    at += 1
    const patience = random() < HANG_UPS ? 3_000 * random() : undefined
    answers.push(post(url, '/usable-coupons?fields=compact', token, cartOf(20), patience))
    if (at % CHECKOUTS_A_SECOND > 0) return
    const event = { ...anEvent({ order_id: `O${at}`, time: String(Date.now()) }) }
    answers.push(post(url, '/events', OPERATOR_KEY, { events: [event] }))
    if (at % (3 * CHECKOUTS_A_SECOND) > 0) return
    const card = { card_id: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc', card_type: 'groupon' }
    const update = { ...card, base_info: { notice: `券${at}` } }
    answers.push(post(url, '/cards/update', OPERATOR_KEY, update))
    answers.push(post(url, '/coupon-batches', OPERATOR_KEY, { coupons: coupons(60) }))
  }
  const arrivals = setInterval(arrive, 1_000 / CHECKOUTS_A_SECOND)
  await new Promise((over) => setTimeout(over, minutes * 60_000))
  clearInterval(arrivals)
  clearInterval(renew)
  return Promise.all(answers)
}

/** The slowest checkout by the gateway's own clock, in milliseconds. */
const slowestIn = (log: string): number =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((text) => text.includes('"route":"/usable-coupons"') && text.includes('"answered"'))
    .reduce((most, text) => Math.max(most, (JSON.parse(text) as { ms: number }).ms), 0)

const byStatus = (answers: readonly Answered[]): string => {
  const counts: Record<string, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return Object.entries(counts)
    .map(([status, count]) => `${status === '0' ? 'hung up' : status}: ${count}`)
    .join(', ')
}

const row = (name: string, { heapUsed, external, rss }: Memory) =>
  say(
    `${name.padEnd(8)} collected: heap ${inMegabytes(heapUsed)}, buffers ${inMegabytes(external)}; of the system ${inMegabytes(rss)}`,
  )

const main = async () => {
  const pauses = monitorEventLoopDelay({ resolution: 10 })
  pauses.enable()
  const folder = mkdtempSync(join(tmpdir(), 'gateway-soak-'))
  const log = join(folder, 'gateway.log')
  const random = createChance(1)
  const vendor = await startFlappingVendor(random)
  const gateway = await startGateway(folder, log, {
    COUPON_PROVIDER: 'zvcms',
    GATEWAY_DATA: join(folder, 'data'),
    ZVCMS_BASE_URL: vendor.url,
    ZVCMS_OPEN_ID: 'open-id',
    ZVCMS_GRANT_CODE: 'grant-code',
    ZVCMS_OPEN_KEY: 'open-key',
    YOUSHU_BASE_URL: vendor.url,
    YOUSHU_APP_ID: 'bi0123456789abcdef',
    YOUSHU_APP_SECRET: 'app-secret',
    YOUSHU_DATA_SOURCE_ID: '101',
    WECHAT_BASE_URL: vendor.url,
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_APP_SECRET: 'app-secret',
  })
  try {
    // The embedded database's first start, which stands in its way, is not measured.
    await memoryOf(gateway)
    // The first tenth warms up.
    const answers = await load(gateway, MINUTES / 10, random)
    const memory = [await memoryOf(gateway)]
    for (const share of [0.4, 0.5]) {
      answers.push(...(await load(gateway, MINUTES * share, random)))
      memory.push(await memoryOf(gateway))
    }
    // The log is written in pieces.
    await new Promise((written) => setTimeout(written, 2_000))

    const checkouts = answers.filter(
      ({ route, status }) => route.startsWith('/usable') && status > 0,
    )
    const times = checkouts.map(({ ms }) => ms)
    const { p50, p99 } = quantiles(times)
    const slowest = times.reduce((most, ms) => Math.max(most, ms), 0)
    const silent = unexplained(
      log,
      answers.filter(({ status }) => status < 200 || status > 299),
    )
    say(`${MINUTES} minutes, ${CHECKOUTS_A_SECOND} checkouts a second`)
    say(
      `calls that the vendors met: ${Object.entries(vendor.calls)
        .map(([state, count]) => `${state} ${count}`)
        .join(', ')}`,
    )
    for (const route of new Set(answers.map((answer) => answer.route)))
      say(`${route}: ${byStatus(answers.filter((answer) => answer.route === route))}`)
    say(
      `checkouts: p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, max ${Math.round(slowest)} ms (wanted: at most ${DEADLINE_MS})`,
    )
    say(`the slowest by the gateway's own log ${slowestIn(log)} ms`)
    // A machine that has other things to do stops both.
    say(
      `longest pause of its event loop ${Math.round(Math.max(...memory.map(({ longestPause }) => longestPause)))} ms, of this process' ${Math.round(pauses.max / 1e6)} ms`,
    )
    say(`not a success, and not explained by its one log line: ${silent.length} (wanted: 0)`)
    for (const answer of silent.slice(0, 5)) say(`  ${JSON.stringify(answer)}`)
    for (const [at, measured] of memory.entries())
      row(['start', 'middle', 'end'][at] ?? '', measured)
    const [first = 0, , last = 0] = memory.map(({ heapUsed, external }) => heapUsed + external)
    const growth = last / first - 1
    say(
      `heap and buffers from start to end: ${(growth * 100).toFixed(1)} % (wanted: at most ${MOST_GROWTH * 100} %)`,
    )
    process.exitCode =
      silent.length === 0 && slowest <= DEADLINE_MS && growth <= MOST_GROWTH ? 0 : 1
  } finally {
    vendor.close()
    gateway.child.kill()
    await new Promise((ended) => gateway.child.once('exit', ended))
    rmSync(folder, { recursive: true })
  }
}
void main()

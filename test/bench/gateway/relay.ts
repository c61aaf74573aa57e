import {
  buildGateway,
  ask,
  createFleet,
  type Process,
  removeBuild,
} from '../../gateway/chaos/fleet'
import { ordersOutOfOrder } from '../../gateway/chaos/chaos'
import { startPhones } from '../../gateway/chaos/phones'
import { startShakyVendor } from '../../gateway/chaos/shaky-vendor'
import { startPostgres } from '../../gateway/store/postgres'
import { createChance } from '../chance'

// 20,000 events in orders of four, 30 % of them reported twice.
const EVENTS = Number(process.env['EVENTS'] ?? 20_000)
const EVENTS_PER_ORDER = 4
const REPEATS = 0.3
const PHONES = 32
const KILL_EVERY_MS = 4_000

const say = (line: string) => process.stdout.write(`${line}\n`)
const pause = (ms: number) => new Promise<void>((go) => setTimeout(go, ms))

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

/** One run; its figures in one line. `false`: something is lost, twice or out of order. */
const measure = async (
  build: string,
  databaseUrl: string,
  { processes, kill }: { readonly processes: number; readonly kill: boolean },
): Promise<boolean> => {
  const random = createChance(7)
  const vendor = await startShakyVendor({ random, recordedAt: async () => undefined })
  vendor.calm()
  const fleet = createFleet(build, { DATABASE_URL: databaseUrl, YOUSHU_BASE_URL: vendor.url })
  const running: Process[] = []
  const startOne = async () => {
    const process = await fleet.start()
    if (process) running.push(process)
  }
  await Promise.all(Array.from({ length: processes }, startOne))

  const began = performance.now()
  let kills = 0
  let reporting = true
  const killing = (async () => {
    while (kill && reporting) {
      await pause(KILL_EVERY_MS * (0.5 + random()))
      const [victim] = running.splice(Math.floor(random() * running.length), 1)
      await victim?.kill()
      kills += 1
      await startOne()
    }
  })()
  const phones = startPhones({
    random,
    anyUrl: () => running[Math.floor(random() * running.length)]?.url,
    phones: PHONES,
    repeats: REPEATS,
    poison: 0,
    orders: EVENTS / EVENTS_PER_ORDER,
    eventsPerOrder: EVENTS_PER_ORDER,
  })
  await phones.done
  const reported = (performance.now() - began) / 1000
  reporting = false
  await killing
  const waiting = async () => {
    const now = Date.now()
    const query = `from=${now - 86_400_000}&to=${now + 3_600_000}&by=day`
    const answer = await ask(running[0]?.url ?? '', `/events/summary?${query}`)
    const { upstreams = [] } = { ...answer } as { upstreams?: { waiting: number }[] }
    return upstreams.reduce((sum, one) => sum + one.waiting, answer ? 0 : 1)
  }
  while ((await waiting()) > 0) await pause(200)
  const forwarded = (performance.now() - began) / 1000

  const all = [...phones.heard.values()].flat()
  const first = new Set(vendor.taken)
  const lost = all.filter((id) => !first.has(id)).length
  const twice = vendor.taken.length - first.size
  const disorder = ordersOutOfOrder(phones.heard, vendor.taken).length
  const sorted = [...phones.latencies].sort((a, b) => a - b)
  say(
    [
      `${processes} ${processes === 1 ? 'process' : 'processes'}${kill ? `, ${kills} killed` : ''}`.padEnd(
        24,
      ),
      `${all.length} events, ${phones.posts()} reports`,
      `${Math.round(phones.posts() / reported)} reports/s`,
      `p50 ${quantile(sorted, 0.5).toFixed(0)} ms, p99 ${quantile(sorted, 0.99).toFixed(0)} ms`,
      `all forwarded ${(forwarded - reported).toFixed(1)} s after the last`,
      `lost ${lost}, twice ${twice}, out of order ${disorder}`,
    ].join(' | '),
  )
  await fleet.close()
  await vendor.close()
  // A killed worker's last call may go twice; without kills nothing does.
  return lost === 0 && disorder === 0 && (kill || twice === 0)
}

const main = async (): Promise<void> => {
  const build = buildGateway()
  const server = await startPostgres()
  say(`${EVENTS} events, ${REPEATS * 100} % repeated, ${PHONES} phones, vendor answers after 5 ms`)
  let good = true
  for (const run of [
    { processes: 1, kill: false },
    { processes: 4, kill: false },
    { processes: 4, kill: true },
  ])
    good = (await measure(build, await server.createDatabase(), run)) && good
  server.stop()
  removeBuild(build)
  process.exitCode = good ? 0 : 1
}
void main()

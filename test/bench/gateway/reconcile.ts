import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runEvents } from '../../../cloudfunctions/coupon-gateway/cli/events'
import { systemIo } from '../../../cloudfunctions/coupon-gateway/cli/io'
import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { openEmbedded } from '../../../cloudfunctions/coupon-gateway/store/embedded'
import { openPostgres } from '../../../cloudfunctions/coupon-gateway/store/postgres'
import { addTenants, storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import { APP_ID, APP_SECRET } from '../../gateway/fakes/youshu'
import { embeddedFolder } from '../../gateway/store/engines'
import { reported } from '../../gateway/store/events'
import { startPostgres } from '../../gateway/store/postgres'

// One order in a hundred never arrived, and the day before and after are in the store too.
const ORDERS = 10_000
const DAY = '2026-11-26'
const NOON = Date.parse(`${DAY}T12:00:00+08:00`)
const DAY_MS = 86_400_000
const AT_A_TIME = 2_000
const RUNS = 5
const MAX_MS = 10_000

const say = (line: string) => process.stdout.write(`${line}\n`)

const fill = async (database: Database): Promise<void> => {
  await addTenants(database, [APP_ID])
  for (const days of [-1, 0, 1])
    for (let at = 0; at < ORDERS; at += AT_A_TIME) {
      const events = Array.from({ length: AT_A_TIME }, (_, n) => at + n)
        .filter((n) => days !== 0 || n % 100 > 0)
        .map((n) => {
          const time = String(NOON + days * DAY_MS)
          return reported({ order_id: `${days}-${n}`, time, extra: undefined })
        })
      const report = readReport(JSON.stringify(events))
      if ('problem' in report) throw new Error(report.problem)
      await storeReport(database, APP_ID, 'phone', report.events)
    }
  await database.query("update deliveries set state = 'accepted', done_at = now()")
  await database.close()
}

/** The command as it is typed, in this process: file, store, comparison and what it prints. */
const measure = async (
  name: string,
  file: string,
  env: Record<string, string>,
): Promise<boolean> => {
  const times: number[] = []
  let words = ''
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now()
    await runEvents(['reconcile', file, '--day', DAY, '--format', 'json'], {
      ...systemIo,
      env: { ...env, YOUSHU_APP_ID: APP_ID, YOUSHU_APP_SECRET: APP_SECRET },
      stdout: () => undefined,
      stderr: (line) => (words = line.includes('matched') ? line : words),
    })
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  const [median = 0, worst = 0] = [times[Math.floor(RUNS / 2)], times.at(-1)]
  say(
    `${name.padEnd(12)} | median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms | ${words}`,
  )
  return worst < MAX_MS && words.includes('9900 matched, 100 missing')
}

const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-orders-'))
  const file = join(folder, 'orders.csv')
  const rows = Array.from({ length: ORDERS }, (_, n) => `0-${n},C1,paid,5.00,${DAY} 12:00:00`)
  writeFileSync(file, ['order_id,coupon_ins_id,status,coupon_deduction,time', ...rows].join('\n'))
  say(`${ORDERS} orders against ${3 * ORDERS} events, ${RUNS} runs of the whole command`)

  const server = await startPostgres()
  const DATABASE_URL = await server.createDatabase()
  await fill(await openPostgres(DATABASE_URL))
  let good = await measure('PostgreSQL', file, { DATABASE_URL })
  server.stop()

  const GATEWAY_DATA = await embeddedFolder()
  const embedded = await openEmbedded(GATEWAY_DATA)
  if (!embedded) throw new Error('The folder is taken')
  await fill(embedded)
  good = (await measure('embedded', file, { GATEWAY_DATA })) && good
  rmSync(GATEWAY_DATA, { recursive: true })
  rmSync(folder, { recursive: true })
  process.exitCode = good ? 0 : 1
}
void main()

import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import { APP_ID } from '../fakes/youshu'
import { reported } from '../store/events'
import { embeddedFolder } from '../store/engines'
import { isPostgresThere, type PostgresServer, startPostgres } from '../store/postgres'
import { type Findings, runChaos } from './chaos'
import { ask, buildGateway, createFleet, type Process, removeBuild } from './fleet'
import { startShakyVendor } from './shaky-vendor'

// A few here, for every run of the tests; `npm run test:chaos` kills 200 times on each engine.
const KILLS = Number(process.env['KILLS'] ?? 5)
const MINUTES = 60_000
jest.setTimeout(5 * MINUTES + KILLS * 10_000)

const build = buildGateway()
afterAll(() => removeBuild(build))

const chaosOn = async (
  env: Record<string, string>,
  processes: number,
  maxLifeMs: number,
): Promise<Findings> => {
  const running: Process[] = []
  const recordedAt = async (event_id: string) => {
    const url = running[0]?.url
    const query = new URLSearchParams({ event_id }).toString()
    const answer = url === undefined ? undefined : await ask(url, `/events?${query}`)
    const [event] = (answer?.['events'] ?? []) as { state: string; done_at?: string }[]
    return event?.state === 'accepted' ? Date.parse(event.done_at ?? '') : undefined
  }
  const vendor = await startShakyVendor({ random: Math.random, recordedAt })
  const fleet = createFleet(build, { ...env, YOUSHU_BASE_URL: vendor.url })
  try {
    const findings = await runChaos({
      fleet,
      vendor,
      processes,
      kills: KILLS,
      maxLifeMs,
      random: Math.random,
      running,
    })
    process.stdout.write(`${JSON.stringify(findings)}\n`)
    return findings
  } finally {
    await fleet.close()
    await vendor.close()
  }
}

const NOTHING_WRONG = {
  lost: [],
  outOfOrder: [],
  repeatedAfterAck: [],
  wronglyAside: [],
  stuckJobs: [],
  lostCoupons: 0,
}

const EMPTY = { events: [], next: null }

/** What the gateway answers after it was killed so often while it started. */
const afterKills = async (env: Record<string, string>, kills: number) => {
  const fleet = createFleet(build, { ...env, YOUSHU_BASE_URL: 'http://127.0.0.1:9' })
  for (let n = 0; n < kills; n += 1) await fleet.start(100 + 1_400 * Math.random())
  const alive = await fleet.start()
  const answer = await ask(alive?.url ?? '', '/events')
  await fleet.close()
  return answer
}

// Holds a process where its lane is leased and the events of its call are chosen: the call only has to be noted.
const HOLD_NOTES = `
create function hold() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(1); return new; end $$;
create trigger hold before insert on batches for each row execute function hold();
select pg_advisory_lock(1)`

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await setTimeout(50)
}

const report = async (gateway: Process | undefined, event_id: string): Promise<void> => {
  const body = JSON.stringify(reported({ order_id: event_id, extra: { event_id } }))
  await fetch(`${gateway?.url}/report?app_id=${APP_ID}&timestamp=1&nonce=n`, {
    method: 'POST',
    body,
  })
}

const describePostgres = isPostgresThere() ? describe : describe.skip

describePostgres('Killed at random on PostgreSQL', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  test('three processes lose, repeat and reorder nothing, and no job is stuck', async () => {
    const findings = await chaosOn({ DATABASE_URL: await server.createDatabase() }, 3, 500)
    expect(findings).toMatchObject(NOTHING_WRONG)
  })

  test('a process that the system stops beyond its lease sends nothing when it goes on', async () => {
    const DATABASE_URL = await server.createDatabase()
    const vendor = await startShakyVendor({ random: () => 1, recordedAt: async () => undefined })
    const fleet = createFleet(build, { DATABASE_URL, YOUSHU_BASE_URL: vendor.url })
    const database = new Client({ connectionString: DATABASE_URL })
    try {
      const first = await fleet.start()
      await database.connect()
      await database.query(HOLD_NOTES)
      await report(first, 'A')
      await until(async () => {
        const waiting = "select from pg_locks where locktype = 'advisory' and not granted"
        return (await database.query(waiting)).rowCount === 1
      })
      first?.child.kill('SIGSTOP')
      await database.query('select pg_advisory_unlock(1)')
      const second = await fleet.start()
      // The lease has to run out.
      await until(async () => vendor.taken.length > 0)
      first?.child.kill('SIGCONT')
      expect(await ask(first?.url ?? '', '/events')).toMatchObject({ events: [{ event_id: 'A' }] })
      await second?.kill()
      await report(first, 'B')
      await until(async () => vendor.taken.includes('B'))
      expect(vendor.taken).toEqual(['A', 'B'])
    } finally {
      await database.end()
      await fleet.close()
      await vendor.close()
    }
  })

  test('tables that were half made are made the next time', async () => {
    for (let n = 0; n < KILLS; n += 4) {
      const env = { DATABASE_URL: await server.createDatabase() }
      expect(await afterKills(env, Math.min(4, KILLS - n))).toEqual(EMPTY)
    }
  })
})

describe('Killed at random on the embedded engine', () => {
  const folders: string[] = []
  const newFolder = async () => {
    const folder = await embeddedFolder()
    folders.push(folder)
    return { GATEWAY_DATA: folder }
  }
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

  test('one process loses, repeats and reorders nothing, and no job is stuck', async () => {
    // It is alone, and has to get to its work before it is killed.
    expect(await chaosOn(await newFolder(), 1, 2_000)).toMatchObject(NOTHING_WRONG)
  })

  test('tables that were half made are made the next time', async () => {
    for (let n = 0; n < KILLS; n += 4)
      expect(await afterKills(await newFolder(), Math.min(4, KILLS - n))).toEqual(EMPTY)
  })
})

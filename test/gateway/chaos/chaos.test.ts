import { rmSync } from 'node:fs'
import { embeddedFolder } from '../store/engines'
import { isPostgresThere, startPostgres } from '../store/postgres'
import { type Findings, runChaos } from './chaos'
import { ask, buildGateway, createFleet, type Process, removeBuild } from './fleet'
import { startShakyVendor } from './shaky-vendor'

// A few here, for every run of the tests; `npm run test:chaos` kills 200 times on each engine.
const KILLS = Number(process.env['KILLS'] ?? 5)
const MINUTES = 60_000
jest.setTimeout(5 * MINUTES + KILLS * 10_000)

const build = buildGateway()
afterAll(() => removeBuild(build))

const chaosOn = async (env: Record<string, string>, processes: number): Promise<Findings> => {
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
    return await runChaos({ fleet, vendor, processes, kills: KILLS, random: Math.random, running })
  } finally {
    await fleet.close()
    await vendor.close()
  }
}

const expectNothingWrong = (findings: Findings) => {
  process.stdout.write(`${JSON.stringify({ ...findings, jest: undefined })}\n`)
  expect(findings).toMatchObject({
    lost: [],
    outOfOrder: [],
    repeatedAfterAck: [],
    wronglyAside: [],
    stuckJobs: [],
    lostCoupons: 0,
  })
}

const onPostgres = isPostgresThere() ? test : test.skip

onPostgres(
  'three processes on one PostgreSQL, killed at random: nothing lost, repeated after its record, out of order or stuck',
  async () => {
    const server = await startPostgres()
    try {
      expectNothingWrong(await chaosOn({ DATABASE_URL: await server.createDatabase() }, 3))
    } finally {
      server.stop()
    }
  },
)

test('one process on the embedded engine, killed at random: nothing lost, repeated after its record, out of order or stuck', async () => {
  const folder = await embeddedFolder()
  try {
    expectNothingWrong(await chaosOn({ GATEWAY_DATA: folder }, 1))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

const startsAgain = async (env: Record<string, string>, kills: number): Promise<void> => {
  const fleet = createFleet(build, { ...env, YOUSHU_BASE_URL: 'http://127.0.0.1:9' })
  for (let n = 0; n < kills; n += 1) await fleet.start(100 + 1_400 * Math.random())
  const alive = await fleet.start()
  expect(await ask(alive?.url ?? '', '/events')).toEqual({ events: [], next: null })
  await fleet.close()
}

onPostgres(
  'killed while it makes its tables, it makes them the next time (PostgreSQL)',
  async () => {
    const server = await startPostgres()
    try {
      for (let n = 0; n < KILLS; n += 4)
        await startsAgain({ DATABASE_URL: await server.createDatabase() }, Math.min(4, KILLS - n))
    } finally {
      server.stop()
    }
  },
)

test('killed while it makes its tables, it makes them the next time (embedded)', async () => {
  for (let n = 0; n < KILLS; n += 4) {
    const folder = await embeddedFolder()
    await startsAgain({ GATEWAY_DATA: folder }, Math.min(4, KILLS - n))
    rmSync(folder, { recursive: true, force: true })
  }
})

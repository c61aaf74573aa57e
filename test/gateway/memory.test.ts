import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OPERATOR_KEY, SESSION_SECRET } from './open-server'
import { endAll, run } from './run'
import { isPostgresThere, startPostgres } from './store/postgres'

// Real bodies of megabytes, on a machine that may have other things to do.
jest.setTimeout(600_000)

const MB = 1024 * 1024
const MAX_PROCESS_MB = 512
// What Node takes for itself in a container of 512 MB. With less than it needs, the process ends.
const HEAP_MB = 256
const ROOM = 200

const NOWHERE = 'http://127.0.0.1:9'
const CARD = '"card_id":"pFS7Fjg8kV1IdDz01r4SQwMkuCKc","card_type":"member_card"'

/** A path, where the hostile value stands in its body, and such a body. */
type Route = readonly [string, string, (value: string) => string]

/** Each route that takes 8 MB, with a hostile value where its tables have a field, a list or an object. */
const ROUTES: readonly Route[] = [
  [
    '/coupon-batches',
    'inside a coupon',
    (value) => `{"coupons":[{"store":{"store_info":${value}}}]}`,
  ],
  ['/cards/update', 'as base_info', (value) => `{${CARD},"base_info":${value}}`],
  ['/cards/update', 'as shops', (value) => `{${CARD},"base_info":{"location_id_list":${value}}}`],
  ['/cards/update', 'as the card', (value) => `{${CARD},"bonus_rules":"x","current":${value}}`],
  [
    '/events',
    'inside an event',
    (value) => `{"events":[{"type":"consume_coupon","props":${value}}]}`,
  ],
]

/** Those of the store, which take a whole catalogue, a day's orders, or tens of thousands of coupons: 32 MB. */
const STORE_ROUTES: readonly Route[] = [
  ['/jobs', 'as coupons', (value) => `{"kind":"coupon-batches","input":{"coupons":${value}}}`],
  ['/reconciliations', 'as orders', (value) => `{"day":"2026-11-26","orders":${value}}`],
  ['/catalogue', 'as coupons', (value) => `{"coupons":${value}}`],
]

/** Hostile values that fill a body of so many bytes. */
const valuesOf = (bytes: number): Readonly<Record<string, string>> => {
  const room = bytes - ROOM
  const many = (item: string): string => {
    const count = Math.min(499_990, Math.floor(room / (item.length + 1)))
    return `${`${item},`.repeat(count - 1)}${item}`
  }
  const fill = (letters: string): string => letters.repeat(Math.floor(room / letters.length))
  return {
    'nothing but brackets': '['.repeat(room),
    'nothing but line ends': fill('\n'),
    'lists at the deepest': `[${many(`${'['.repeat(20)}${']'.repeat(20)}`)}]`,
    'an object of many fields': `{${Array.from({ length: 499_000 }, (_, at) => `"k${at}":1`).join()}}`,
    'half a million objects': `[${many('{}')}]`,
    'half a million objects with a text': `[${many(`{"a":"${'z'.repeat(50)}"}`)}]`,
    'half a million nulls': `[${many('null')}]`,
    'half a million empty texts': `[${many('""')}]`,
    'many long numbers': `[${many('12345678901234567890')}]`,
    'one number': fill('1'),
    'one text': `"${fill('x')}"`,
    'one text of escapes': `"${fill(String.raw`\u4e00`)}"`,
    'one key': `{"${fill('k')}":1}`,
    'the same key': `{${many('"a":1')}}`,
  }
}

const peakOf = (pid: number | undefined): number => {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

const openServer = async (env: Record<string, string>) => {
  const heap = `--max-old-space-size=${HEAP_MB}`
  const source = 'cloudfunctions/coupon-gateway/server.ts'
  const { child, printed } = run(join(__dirname, '../..'), [heap, '--import', 'tsx', source], {
    PORT: '0',
    GATEWAY_RATE_LIMIT: '0',
    GATEWAY_OPERATOR_KEY: OPERATOR_KEY,
    GATEWAY_SESSION_SECRET: SESSION_SECRET,
    YOUSHU_APP_ID: 'bi0123456789abcdef',
    YOUSHU_APP_SECRET: 'app-secret',
    YOUSHU_DATA_SOURCE_ID: '101',
    YOUSHU_BASE_URL: NOWHERE,
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_APP_SECRET: 'app-secret',
    WECHAT_BASE_URL: NOWHERE,
    ...env,
  })
  return { child, url: await printed(/Coupon gateway: (\S+)/) }
}

/** What was not refused, with an answer of less than 1 MB, by a process that stays small. */
const acceptedBy = async (
  { child, url }: Awaited<ReturnType<typeof openServer>>,
  routes: readonly Route[],
  bytes: number,
): Promise<string[]> => {
  const headers = { authorization: `Bearer ${OPERATOR_KEY}` }
  const accepted: string[] = []
  for (const [path, place, bodyWith] of routes)
    for (const [name, value] of Object.entries(valuesOf(bytes))) {
      const body = bodyWith(value)
      const response = await fetch(`${url}${path}`, { method: 'POST', headers, body })
      const { length } = await response.text()
      const megabytes = peakOf(child.pid)
      if (response.status !== 422 || length >= MB || megabytes >= MAX_PROCESS_MB)
        accepted.push(`${path}, ${name} ${place}: ${response.status}, ${length} B, ${megabytes} MB`)
    }
  return accepted
}

afterEach(endAll)

// The kernel counts what a process ever had at most; elsewhere there is no such count.
const isOnLinux = existsSync('/proc/self/status')
const onLinux = isOnLinux ? describe : describe.skip
const withPostgres = isOnLinux && isPostgresThere() ? describe : describe.skip

onLinux('in a process of its own', () => {
  test('no body of 8 MB makes the process larger than 512 MB, or ends it', async () => {
    const server = await openServer({ GATEWAY_STORE: 'none' })
    expect(await acceptedBy(server, ROUTES, 8 * MB)).toEqual([])
  })
})

withPostgres('in a process of its own, beside PostgreSQL', () => {
  test('no body of 32 MB makes the process larger than 512 MB, or ends it', async () => {
    const postgres = await startPostgres()
    try {
      const server = await openServer({ DATABASE_URL: await postgres.createDatabase() })
      expect(await acceptedBy(server, STORE_ROUTES, 32 * MB)).toEqual([])
    } finally {
      postgres.stop()
    }
  })
})

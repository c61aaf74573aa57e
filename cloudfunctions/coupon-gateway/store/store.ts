import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { wechatAccount } from '../lib/accounts'
import { errorCode } from '../lib/error-code'
import type { Ports } from '../lib/ports'
import type { PortsOf } from '../lib/upstreams'
import type { Settings } from '../lib/settings'
import { createWechatClient, type WechatClient } from '../wechat/client'
import { tenantsOf } from './collector'
import type { Database } from './database'
import type { EmbeddedDatabase } from './embedded'
import { createForwarder, type Forwarder } from './forwarder'
import { jobKinds } from './job-kinds'
import { createJobRunner, type JobKind, type JobRunner } from './job-runner'
import { addTenants } from './relay'
import { deleteOld } from './retention'
import { rememberDays } from './statistics-days'

/** What the gateway remembers, and what works on it in the background. */
export interface Store {
  readonly database: Database
  readonly forwarder: Forwarder
  /** What can be done in the background, by name, and the work on it. */
  readonly kinds: ReadonlyMap<string, JobKind>
  readonly jobs: JobRunner
  /** Statistics that are asked for once. Absent: no account of WeChat's is set. */
  readonly wechat: WechatClient | undefined
  /**
   * Answers commands of this machine's user that want the same embedded store: two processes cannot have it. On
   * PostgreSQL, which many can have, it does nothing.
   */
  serve(listener: RequestListener): void
  /** Begins to work on what is stored, until `close`. */
  start(): void
  /** Does once what `start` does all the time: jobs, events, retention. For a process that sleeps between calls. */
  work(): Promise<void>
  /** The same without retention, for a command: how long events are kept is the gateway's to say, not a shell's. */
  drain(): Promise<void>
  /** Copies everything into a new folder of `GATEWAY_DATA`, and names it. Absent on PostgreSQL, which has `pg_dump`. */
  readonly backup: (() => Promise<string>) | undefined
  /** Ends what is under way, records it, and lets go of everything. */
  close(): Promise<void>
}

/** Why there is no store; `variable` is what to look at. */
export interface NoStore {
  readonly variable: 'DATABASE_URL' | 'GATEWAY_DATA'
  readonly problem: string
}

const HOUR_MS = 60 * 60 * 1000
const MINUTE_MS = 60 * 1000

const isEmbedded = (database: Database): database is EmbeddedDatabase => 'checkpoint' in database

/** The embedded store that the settings name, whatever DATABASE_URL is. */
export const openFolder = async (settings: Settings): Promise<Database | NoStore> =>
  openDatabase({ ...settings, DATABASE_URL: undefined })

export const openDatabase = async (settings: Settings): Promise<Database | NoStore> => {
  const { DATABASE_URL: url, GATEWAY_DATA: folder } = settings
  if (url === undefined) {
    // Loaded only where it is used: the engine is 27 MB.
    const { openEmbedded } = await import('./embedded')
    const embedded = await openEmbedded(folder)
    return (
      embedded ?? { variable: 'GATEWAY_DATA', problem: `${folder} is in use by another gateway` }
    )
  }
  try {
    // So too its driver: a cloud function without a store starts sooner.
    const { openPostgres } = await import('./postgres')
    return await openPostgres(url)
  } catch (error) {
    // The message of a refused login quotes no password, that of a bad address might: the code is enough.
    return {
      variable: 'DATABASE_URL',
      problem: `PostgreSQL cannot be reached (${String(errorCode(error) ?? 'no reason given')})`,
    }
  }
}

/**
 * Does once an hour what retention asks for and, on the embedded engine, what a server does by itself.
 * The function that it gives back ends it.
 */
const keepHouse = (database: Database, days: number, { log }: Pick<Ports, 'log'>) => {
  let running: Promise<unknown> = Promise.resolve()
  const next = (run: () => Promise<unknown>) => {
    running = running.then(run).catch((error: unknown) => {
      log.error({ err: error }, 'The hourly work on the store failed')
    })
  }
  const hourly = async () => {
    const deleted = await deleteOld(database, days)
    if (deleted) log.info({ deleted, days }, 'Old rows were deleted')
    if (isEmbedded(database)) await database.vacuum()
  }
  const timers = [setInterval(() => next(hourly), HOUR_MS)]
  if (isEmbedded(database)) timers.push(setInterval(() => next(database.checkpoint), MINUTE_MS))
  for (const timer of timers) timer.unref()
  return async () => {
    timers.forEach(clearInterval)
    await running
  }
}

/**
 * The store that the settings name. `undefined`: none is wanted. What works in its background calls the vendors through
 * `portsOf`, so that a process has one guard for each.
 */
export const openStore = async (
  settings: Settings,
  ports: Ports,
  portsOf: PortsOf,
): Promise<Store | NoStore | undefined> => {
  if (settings.GATEWAY_STORE === 'none') return undefined
  const database = await openDatabase(settings)
  if ('problem' in database) return database
  const tenants = tenantsOf(settings)
  await addTenants(
    database,
    tenants.map(({ appId }) => appId),
  )
  // No other process has the folder, so what was leased was leased by a process that is gone.
  if (isEmbedded(database)) {
    await database.query("update lanes set leased_until = '-infinity'")
    await database.query("update jobs set leased_until = '-infinity'")
  }
  const owner = `${hostname()}/${process.pid}/${randomUUID()}`
  const forwarder = createForwarder(database, tenants, portsOf('youshu'), { owner })
  const account = wechatAccount(settings)
  const wechat =
    'kind' in account
      ? undefined
      : rememberDays(createWechatClient(account, portsOf('wechat')), database, account.appId)
  const kinds = jobKinds(database, settings, portsOf('youshu'), wechat)
  const jobs = createJobRunner(database, kinds, ports, { owner })
  let endHouseKeeping = async () => undefined as void
  const drain = async () => {
    // Jobs may take all the time that there is; what was reported does not wait for them.
    await forwarder.drain()
    await jobs.drain()
    await forwarder.drain()
  }
  return {
    database,
    forwarder,
    kinds,
    jobs,
    wechat,
    serve: (listener) => isEmbedded(database) && database.lock.serve(listener),
    start() {
      forwarder.start()
      jobs.start()
      endHouseKeeping = keepHouse(database, settings.GATEWAY_RETENTION_DAYS, ports)
    },
    async work() {
      await forwarder.drain()
      await deleteOld(database, settings.GATEWAY_RETENTION_DAYS)
      await drain()
    },
    drain,
    backup: isEmbedded(database)
      ? async () => {
          const moment = new Date(ports.clock.now()).toISOString().replaceAll(':', '-')
          const folder = resolve(settings.GATEWAY_DATA, 'backups', moment)
          await database.backup(folder)
          return folder
        }
      : undefined,
    async close() {
      await Promise.all([forwarder.stop(), jobs.stop(), endHouseKeeping()])
      await database.close()
    },
  }
}

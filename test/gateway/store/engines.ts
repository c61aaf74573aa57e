import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { openPostgres } from '../../../cloudfunctions/coupon-gateway/store/postgres'
import { openEmbedded } from '../../../cloudfunctions/coupon-gateway/store/embedded'
import { isPostgresThere, type PostgresServer, startPostgres } from './postgres'

// The first start of the embedded engine costs five seconds of work: one empty database for all tests of a machine.
const TEMPLATE = join(tmpdir(), 'gateway-embedded-0.5.16')

/** A folder with an empty embedded database, before its migrations. */
export const embeddedFolder = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-data-'))
  if (!existsSync(TEMPLATE)) {
    const made = mkdtempSync(join(tmpdir(), 'gateway-template-'))
    const lite = await PGlite.create({ dataDir: join(made, 'postgres') })
    await lite.close()
    try {
      renameSync(made, TEMPLATE)
    } catch {
      // Another test was faster.
      rmSync(made, { recursive: true })
    }
  }
  cpSync(TEMPLATE, folder, { recursive: true })
  return folder
}

/** One of the two engines, for as long as a file of tests runs. */
export interface Engine {
  readonly name: string
  start(): Promise<void>
  /** A database of a test's own, with its tables. */
  open(): Promise<Database>
  stop(): Promise<void>
}

const postgres = (): Engine => {
  let server: PostgresServer | undefined
  const opened: Database[] = []
  return {
    name: 'PostgreSQL',
    async start() {
      server = await startPostgres()
    },
    async open() {
      if (!server) throw new Error('Start it first')
      const database = await openPostgres(await server.createDatabase())
      opened.push(database)
      return database
    },
    async stop() {
      await Promise.all(opened.map((database) => database.close()))
      server?.stop()
    },
  }
}

const embedded = (): Engine => {
  const opened: { database: Database; folder: string }[] = []
  let current: Database | undefined
  return {
    name: 'the embedded engine',
    start: async () => undefined,
    async open() {
      // One at a time: each holds a database's memory.
      await current?.close()
      const folder = await embeddedFolder()
      const database = await openEmbedded(folder)
      if (!database) throw new Error('The folder is taken')
      opened.push({ database, folder })
      current = database
      return database
    },
    async stop() {
      await current?.close()
      for (const { folder } of opened) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The same tests on both engines, as far as they are here. */
export const engines = (): Engine[] => [...(isPostgresThere() ? [postgres()] : []), embedded()]

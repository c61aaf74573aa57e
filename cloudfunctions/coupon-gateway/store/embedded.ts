import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { type Database, databaseOf } from './database'
import { type FolderLock, lockFolder } from './folder-lock'
import { migrate } from './migrate'

/** PostgreSQL inside this process, for the demo and for one small shop. It survives kill -9, not a power cut. */
export interface EmbeddedDatabase extends Database {
  readonly engine: 'embedded'
  readonly lock: FolderLock
  /** Writes what is in memory to the folder's files, so that its log does not grow; the engine never does it by itself. */
  checkpoint(): Promise<void>
  /** Gives back the space of what was deleted, and renews the statistics. Everything else waits for it. */
  vacuum(): Promise<void>
  /** A copy of the whole database that opens as `GATEWAY_DATA`; `folder` must not exist. */
  backup(folder: string): Promise<void>
}

// 128 MB of buffers, the default, would be most of the process; the log is kept below 64 MB by the checkpoints.
const START_PARAMS = ['shared_buffers=16MB', 'max_wal_size=64MB', 'min_wal_size=32MB', 'jit=off']

/** `undefined`: another process has the folder, and answers at its socket. */
export const openEmbedded = async (folder: string): Promise<EmbeddedDatabase | undefined> => {
  const lock = await lockFolder(folder)
  if (!lock) return undefined
  const dataDir = join(folder, 'postgres')
  try {
    const lite = await PGlite.create({
      dataDir,
      startParams: [
        ...PGlite.defaultStartParams,
        ...START_PARAMS.flatMap((parameter) => ['-c', parameter]),
      ],
    })
    // One connection is all the engine has; a second client of the pool would end the process.
    const config = Object.assign(createPgConfig(lite), { max: 1, idleTimeoutMillis: 0 })
    const database = databaseOf('embedded', config, async () => {
      await lite.close()
      await lock.release()
    })
    await migrate(database)
    return {
      ...database,
      engine: 'embedded',
      lock,
      checkpoint: async () => void (await database.query('checkpoint')),
      vacuum: async () => void (await database.query('vacuum (analyze)')),
      async backup(target) {
        await database.query('checkpoint')
        await lite.runExclusive(() => cp(dataDir, join(target, 'postgres'), { recursive: true }))
        await rm(join(target, 'postgres', 'postmaster.pid'), { force: true })
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

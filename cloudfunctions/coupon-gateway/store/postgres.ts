import { type Database, databaseOf } from './database'
import { migrate } from './migrate'

// A day of a large merchant is compared in seconds. What takes longer waits for a host that is gone.
const QUERY_TIMEOUT_MS = 30_000

/** A PostgreSQL server, 15 or newer, with its tables brought up to date. Rejects where it cannot be reached. */
export const openPostgres = async (url: string): Promise<Database> => {
  const config = { connectionString: url, keepAlive: true }
  // A change of large tables, and the wait for another process that makes it, may take any time.
  const migrating = databaseOf('postgresql', config)
  try {
    await migrate(migrating)
  } finally {
    await migrating.close()
  }
  return databaseOf('postgresql', { ...config, query_timeout: QUERY_TIMEOUT_MS })
}

import { type Database, databaseOf } from './database'
import { migrate } from './migrate'

/** A PostgreSQL server, 15 or newer, with its tables brought up to date. Rejects where it cannot be reached. */
export const openPostgres = async (url: string): Promise<Database> => {
  const database = databaseOf('postgresql', { connectionString: url })
  try {
    await migrate(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

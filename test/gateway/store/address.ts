import { rmSync } from 'node:fs'
import { embeddedFolder } from './engines'
import { isPostgresThere, type PostgresServer, startPostgres } from './postgres'

let server: Promise<PostgresServer> | undefined
const folders: string[] = []

/** Variables that name an empty store: PostgreSQL where it is installed, else the embedded engine. */
export const storeAddress = async (): Promise<Record<string, string>> => {
  if (isPostgresThere()) {
    server ??= startPostgres()
    return { DATABASE_URL: await (await server).createDatabase() }
  }
  const folder = await embeddedFolder()
  folders.push(folder)
  return { GATEWAY_DATA: folder }
}

/** For `afterAll`. */
export const stopStore = async (): Promise<void> => {
  ;(await server)?.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

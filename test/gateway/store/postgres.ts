import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'

/** A PostgreSQL server of this test's own, on a port and in a folder of its own. */
export interface PostgresServer {
  /** An empty database; its address. */
  createDatabase(): Promise<string>
  stop(): void
}

const DEBIAN = '/usr/lib/postgresql'
const isRoot = process.getuid?.() === 0

const binaries = (): string | undefined => {
  const installed = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN, version, 'bin'))
    : []
  return [...installed, ...(process.env['PATH'] ?? '').split(':')].find((folder) =>
    existsSync(join(folder, 'initdb')),
  )
}

// initdb refuses to run as root.
const run = (program: string, args: readonly string[]) => {
  const [command, all] = isRoot
    ? ['runuser', ['-u', 'postgres', '--', program, ...args]]
    : [program, args]
  execFileSync(command, [...all], { stdio: ['ignore', 'ignore', 'pipe'] })
}

const freePort = (): Promise<number> =>
  new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => settle(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Whether one is installed, which only a developer's machine may lack. */
export const isPostgresThere = (): boolean => {
  if (binaries() !== undefined) return true
  if (process.env['CI']) throw new Error('PostgreSQL is missing: apt-get install postgresql')
  console.warn('PostgreSQL is missing, so its tests are skipped: apt-get install postgresql')
  return false
}

export const startPostgres = async (): Promise<PostgresServer> => {
  const folderOfBinaries = binaries()
  if (folderOfBinaries === undefined) throw new Error('PostgreSQL is missing')
  const folder = mkdtempSync(join(tmpdir(), 'gateway-postgres-'))
  if (isRoot) {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
    chownSync(folder, id('-u'), id('-g'))
  }
  const data = join(folder, 'data')
  const port = await freePort()
  run(join(folderOfBinaries, 'initdb'), [
    '-D',
    data,
    '--no-sync',
    '-A',
    'trust',
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C',
  ])
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200`
  run(join(folderOfBinaries, 'pg_ctl'), [
    '-D',
    data,
    '-l',
    join(folder, 'log'),
    '-w',
    '-o',
    options,
    'start',
  ])
  const base = `postgres://postgres@127.0.0.1:${port}`
  let databases = 0
  return {
    async createDatabase() {
      const client = new Client({ connectionString: `${base}/postgres` })
      await client.connect()
      databases += 1
      await client.query(`create database test_${databases}`)
      await client.end()
      return `${base}/test_${databases}`
    },
    stop() {
      run(join(folderOfBinaries, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = join(__dirname, '../../..')
const BUILD = 'cloudfunctions/coupon-gateway/build.ts'

/** A process that says in its log where it listens. */
export interface Started {
  readonly child: ChildProcess
  readonly url: string
}

/** Ends when the process listens. */
export const start = async (
  args: readonly string[],
  log: string,
  env: Record<string, string> = {},
): Promise<Started> => {
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, 'inherit', 'ipc'],
  })
  while (child.exitCode === null) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(readFileSync(log, 'utf8')) ?? []
    if (url !== undefined) return { child, url }
    await sleep(50)
  }
  throw new Error(`${args.join(' ')} ended:\n${readFileSync(log, 'utf8')}`)
}

/** The bundle that is deployed, in a folder. */
export const buildGateway = (folder: string): string => {
  const built = join(folder, 'built')
  execFileSync(process.execPath, ['--import', 'tsx', BUILD, built], { cwd: ROOT })
  return built
}

export const OPERATOR_KEY = 'operator-key-of-the-bench'

/** The gateway as it is deployed: the bundle, in production, its log in a file. Only the rate is not limited. */
export const startGateway = (
  folder: string,
  log: string,
  env: Record<string, string>,
): Promise<Started> =>
  start(
    [
      '--expose-gc',
      '--require',
      join(__dirname, 'tell-heap.cjs'),
      join(buildGateway(folder), 'server.js'),
    ],
    log,
    {
      NODE_ENV: 'production',
      PORT: '0',
      GATEWAY_RATE_LIMIT: '1000000000',
      GATEWAY_OPERATOR_KEY: OPERATOR_KEY,
      GATEWAY_SESSION_SECRET: 'session-secret-of-the-bench-32-chars',
      ...env,
    },
  )

export interface Memory {
  readonly heapUsed: number
  readonly external: number
  readonly rss: number
  /** How long its event loop stood still at most since it was last asked, in milliseconds. */
  readonly longestPause: number
}

/** What a process holds after a full collection, in bytes. */
export const memoryOf = ({ child }: Started): Promise<Memory> =>
  new Promise((answered) => {
    child.once('message', (memory) => answered(memory as Memory))
    child.send('memory')
  })

export const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

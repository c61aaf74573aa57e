import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { APP_ID, APP_SECRET } from '../fakes/youshu'
import { OPERATOR_KEY } from '../open-server'

const ROOT = join(__dirname, '../../..')
const URL_LINE = /Coupon gateway: (\S+)/

/** One gateway process, as it is deployed. */
export interface Process {
  readonly url: string
  readonly child: ChildProcess
  kill(): Promise<void>
}

/** The built gateway, in as many processes as a test wants. */
export interface Fleet {
  /** Starts one; `undefined`: it ended, or was killed, before it listened. `killAfterMs`: kills it after so long, whatever it does then. */
  start(killAfterMs?: number): Promise<Process | undefined>
  /** Ends all with SIGTERM, and removes the build. */
  close(): Promise<void>
}

/** What is deployed, built once. */
export const buildGateway = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-build-'))
  const build = join(ROOT, 'cloudfunctions/coupon-gateway/build.ts')
  execFileSync(process.execPath, ['--import', 'tsx', build, folder], { cwd: ROOT, stdio: 'ignore' })
  return folder
}

export const createFleet = (build: string, env: Record<string, string>): Fleet => {
  const children = new Set<ChildProcess>()
  return {
    async start(killAfterMs) {
      const child = spawn(process.execPath, ['server.js'], {
        cwd: build,
        // Why one does not start is said there.
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          PATH: process.env['PATH'],
          PORT: '0',
          GATEWAY_OPERATOR_KEY: OPERATOR_KEY,
          GATEWAY_RATE_LIMIT: '0',
          YOUSHU_APP_ID: APP_ID,
          YOUSHU_APP_SECRET: APP_SECRET,
          YOUSHU_DATA_SOURCE_ID: '101',
          ...env,
        },
      })
      children.add(child)
      const exited = once(child, 'exit')
      void exited.then(() => children.delete(child))
      const timer =
        killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
      const url = await new Promise<string | undefined>((settle) => {
        let text = ''
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          if (text === undefined) return
          text = (text + chunk).slice(-4_096)
          const [, found] = URL_LINE.exec(text) ?? []
          if (found !== undefined) settle(found)
        })
        void exited.then(() => settle(undefined))
      })
      if (killAfterMs !== undefined) {
        await exited
        clearTimeout(timer)
        return undefined
      }
      if (url === undefined) return undefined
      return {
        url,
        child,
        async kill() {
          child.kill('SIGKILL')
          await exited
        },
      }
    },
    async close() {
      await Promise.all(
        [...children].map(async (child) => {
          const exited = once(child, 'exit')
          child.kill('SIGCONT')
          child.kill('SIGTERM')
          await exited
        }),
      )
    },
  }
}

export const removeBuild = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true })

/** A request of the operator. `undefined`: no answer came. */
export const ask = async (
  url: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown> | undefined> => {
  try {
    const response = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    const answer: Record<string, unknown> = { ...Object(await response.json()) }
    return response.ok ? answer : undefined
  } catch {
    return undefined
  }
}

import { runCards } from '../../../cloudfunctions/coupon-gateway/cli/cards'
import { runCoupons } from '../../../cloudfunctions/coupon-gateway/cli/coupons'
import { runEvents } from '../../../cloudfunctions/coupon-gateway/cli/events'
import type { Io } from '../../../cloudfunctions/coupon-gateway/cli/io'
import { fakePorts } from '../fakes/ports'
import { APP_ID, APP_SECRET } from '../fakes/youshu'
import * as wechat from '../wechat/fake-wechat'

/** How one command ended. */
interface Ran {
  readonly code: number
  /** The result, as it would be piped on. */
  readonly out: string
  /** All the rest that the operator sees. */
  readonly said: string
}

export interface Terminal {
  /** Files by name; the journal and its lock are two of them. Paths from the root cannot be written. */
  readonly files: Map<string, string | Uint8Array>
  readonly progress: string[]
  readonly waits: readonly number[]
  /** What the disk says to the next writes of the journal; nothing: they are done. */
  readonly faults: (string | undefined)[]
  readonly coupons: (...args: string[]) => Promise<Ran>
  readonly cards: (line: string) => Promise<Ran>
  readonly events: (line: string) => Promise<Ran>
}

const PID = 4711

/** A terminal 100 characters wide, with files in memory and real HTTP. */
export const createTerminal = (
  env: Readonly<Record<string, string | undefined>>,
  given: Readonly<Record<string, string | Uint8Array>> = {},
): Terminal => {
  const files = new Map<string, string | Uint8Array>(Object.entries(given))
  const progress: string[] = []
  const faults: (string | undefined)[] = []
  const ports = fakePorts()
  const textOf = (path: string): string => String(files.get(path) ?? '')

  const run = async (
    program: (args: readonly string[], io: Io) => Promise<number>,
    args: readonly string[],
  ): Promise<Ran> => {
    const out: string[] = []
    const said: string[] = []
    const code = await program(args, {
      env,
      ports,
      columns: 100,
      stdout: (text) => void out.push(text),
      stderr: (text) => void said.push(text),
      progress: (of) => ({
        at: (count) => void progress.push(`${count}/${of}`),
        end: () => void progress.push('end'),
      }),
      readFile: async (path) => {
        const file = files.get(path)
        if (file === undefined) throw new Error(`no such file: ${path}`)
        return Buffer.from(file)
      },
      writeFile: async (path, text) => {
        if (path.startsWith('/')) throw new Error('permission denied')
        files.set(path, text)
      },
      journal: {
        read: (path) => {
          if (files.get(path) === 'unreadable') throw new Error('EACCES: permission denied')
          return files.has(path) ? textOf(path) : undefined
        },
        append: (path, text) => {
          const fault = faults.shift()
          if (fault !== undefined) throw new Error(fault)
          files.set(path, textOf(path) + text)
        },
        remove: (path) => void files.delete(path),
        lock: (path) => {
          if (files.has(path)) return { heldBy: Number(textOf(path)) }
          files.set(path, `${PID}`)
          return { release: () => void files.delete(path) }
        },
      },
    })
    return { code, out: out.join('\n'), said: said.join('\n') }
  }
  return {
    files,
    progress,
    waits: ports.waits,
    faults,
    coupons: (...args) => run(runCoupons, args),
    cards: (line) => run(runCards, line.split(' ')),
    events: (line) => run(runEvents, line.split(' ')),
  }
}

/** The environment of an operator whose account is at this stand-in of Youshu. */
export const youshuEnv = (baseUrl: string): Record<string, string> => ({
  YOUSHU_APP_ID: APP_ID,
  YOUSHU_APP_SECRET: APP_SECRET,
  YOUSHU_DATA_SOURCE_ID: '101',
  YOUSHU_BASE_URL: baseUrl,
})

/** The environment of an operator whose account is at this stand-in of WeChat. */
export const wechatEnv = (fake: wechat.FakeWechat): Record<string, string> => ({
  WECHAT_APP_ID: wechat.APP_ID,
  WECHAT_APP_SECRET: wechat.APP_SECRET,
  WECHAT_BASE_URL: fake.url,
})

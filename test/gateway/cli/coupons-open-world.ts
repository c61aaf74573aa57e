import { runCoupons } from '../../../cloudfunctions/coupon-gateway/cli/coupons-program'
import { fakePorts } from '../fakes/ports'
import { APP_ID, APP_SECRET } from '../fakes/youshu'

export interface OpenWorld {
  /** Files by name; the journal is one of them. */
  readonly files: Map<string, string>
  readonly bars: number[]
  readonly coupons: (...args: string[]) => Promise<{ code: number; out: string; said: string }>
}

/** The command line in a world of its own: files in memory, real HTTP. */
export const openWorld = (
  baseUrl: string,
  files: Record<string, string> = {},
  env: Record<string, string | undefined> = {},
): OpenWorld => {
  const held = new Map(Object.entries(files))
  const bars: number[] = []
  const coupons: OpenWorld['coupons'] = async (...args) => {
    const out: string[] = []
    const said: string[] = []
    const code = await runCoupons(args, {
      env: {
        YOUSHU_APP_ID: APP_ID,
        YOUSHU_APP_SECRET: APP_SECRET,
        YOUSHU_DATA_SOURCE_ID: '101',
        YOUSHU_BASE_URL: baseUrl,
        ...env,
      },
      ports: fakePorts(),
      out: (text) => void out.push(text),
      say: (text) => void said.push(text),
      progress: () => ({ at: (count) => void bars.push(count), end: () => undefined }),
      readFile: async (path) => {
        const text = held.get(path)
        if (text === undefined) throw new Error('no such file')
        return text
      },
      readJournal: (path) => held.get(path),
      appendJournal: (path, line) => void held.set(path, (held.get(path) ?? '') + line),
      removeJournal: (path) => void held.delete(path),
    })
    return { code, out: out.join('\n'), said: said.join('\n') }
  }
  return { files: held, bars, coupons }
}

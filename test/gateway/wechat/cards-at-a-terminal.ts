import { runCards } from '../../../cloudfunctions/coupon-gateway/cli/cards-program'
import type { CardsWorld } from '../../../cloudfunctions/coupon-gateway/cli/cards-world'
import { fakePorts } from './fake-ports'
import { APP_ID, APP_SECRET, type FakeWechat } from './fake-wechat'

export interface Ran {
  readonly code: number
  /** The result, as it would be piped on. */
  readonly out: string
  /** All the rest that the operator sees. */
  readonly said: string
  readonly progress: readonly string[]
  readonly waits: readonly number[]
  readonly files: ReadonlyMap<string, string>
}

/** The environment of an operator whose account is at the fake. */
export const envFor = (fake: FakeWechat): Record<string, string> => ({
  WECHAT_APP_ID: APP_ID,
  WECHAT_APP_SECRET: APP_SECRET,
  WECHAT_BASE_URL: fake.url,
})

/** Runs one command line in a world without a terminal, with these files in it. */
export const cardsAtATerminal = async (
  line: string,
  env: Record<string, string>,
  given: Record<string, string> = {},
): Promise<Ran> => {
  const ports = fakePorts()
  const out: string[] = []
  const said: string[] = []
  const progress: string[] = []
  const files = new Map(Object.entries(given))
  const world: CardsWorld = {
    env,
    ports,
    columns: 100,
    out: (text) => void out.push(text),
    say: (text) => void said.push(text),
    progress: (of) => ({
      at: (count) => void progress.push(`${count}/${of}`),
      end: () => void progress.push('end'),
    }),
    readFile: async (path) => files.get(path) ?? Promise.reject(new Error(`no such file: ${path}`)),
    writeFile: async (path, text) => {
      if (path.startsWith('/')) throw new Error('permission denied')
      files.set(path, text)
    },
  }
  const code = await runCards(line.split(' '), world)
  const { waits } = ports
  return { code, out: out.join('\n'), said: said.join('\n'), progress, waits, files }
}

import { createServer, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { couponsOf } from './two-hundred-coupons'

const HTML = '<html><body>502 Bad Gateway</body></html>'
const SLOW_MS = 3_000

type Fault = (response: ServerResponse) => void

const answerWith =
  (status: number, body: string): Fault =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)

/** Ways in which a vendor is ill; each lasts for some seconds. */
const FAULTS: Readonly<Record<string, Fault>> = {
  hangs: () => undefined,
  resets: ({ socket }) => socket?.resetAndDestroy(),
  'answers half': (response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"status": true, "co')
    setImmediate(() => response.socket?.destroy())
  },
  'answers 500': answerWith(500, '{}'),
  'answers as a proxy': answerWith(502, HTML),
  'answers a page': answerWith(200, HTML),
  'is too busy': answerWith(429, '{}'),
  refuses: answerWith(200, '{"status":true,"code":40001,"retcode":40001,"errcode":40001}'),
}

const LISTED = JSON.stringify({
  status: true,
  code: 0,
  message: '',
  data: couponsOf('1001', 20),
})

/** What a vendor that is well says: all three of them live at this address. */
const goodAnswer = (path: string, body: unknown): string => {
  if (path === '/api/v2') return LISTED
  if (path === '/cgi-bin/stable_token') return '{"access_token":"token","expires_in":7200}'
  if (path === '/card/get')
    return '{"errcode":0,"card":{"card_type":"GROUPON","groupon":{"base_info":{"title":"券"}}}}'
  if (path === '/card/update') return '{"errcode":0,"errmsg":"ok","send_check":false}'
  return Array.isArray(body) ? '{"code":0,"msg":"ok"}' : '{"retcode":0,"errmsg":"","data":{}}'
}

export interface FlappingVendor {
  readonly url: string
  /** How many calls met each state. */
  readonly calls: Readonly<Record<string, number>>
  close(): void
}

/** The vendors on one port: well for some seconds, then ill in one of many ways, then well again. */
export const startFlappingVendor = async (random: () => number): Promise<FlappingVendor> => {
  const calls: Record<string, number> = {}
  const names = Object.keys(FAULTS)
  let state = 'well'
  const flap = setInterval(() => {
    if (random() < 0.4)
      state = state === 'well' ? (names[Math.floor(random() * names.length)] ?? 'well') : 'well'
    if (random() < 0.1) state = 'slow'
  }, 2_000)
  const server = createServer(async ({ url = '' }, response) => {
    const body = await json(response.req).catch(() => undefined)
    calls[state] = (calls[state] ?? 0) + 1
    const fault = FAULTS[state]
    if (fault) return fault(response)
    await sleep(state === 'slow' ? SLOW_MS * random() : 20 * random())
    response.setHeader('content-type', 'application/json')
    response.end(goodAnswer(url.split('?')[0] ?? '', body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    calls,
    close() {
      clearInterval(flap)
      server.close()
      server.closeAllConnections()
    },
  }
}

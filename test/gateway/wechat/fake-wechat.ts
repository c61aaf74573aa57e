import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { refuseRequest } from './refuse-request'

interface Call {
  readonly path: string
  readonly token: string | null
  readonly body: Record<string, unknown>
}
export type Reply = object | ((response: ServerResponse) => void)

export const APP_ID = 'wx0123456789abcdef'
export const APP_SECRET = 'the-app-secret-of-the-tests'

export interface FakeWechat {
  readonly url: string
  readonly calls: Call[]
  /** What the next calls of this path get; after them the fake answers as WeChat would. */
  readonly next: (path: string, ...replies: Reply[]) => void
  /** Tokens that are no longer good. */
  readonly revoke: (token: string) => void
  /** The card as card/get answers it from now on, until an update. */
  readonly hold: (card_id: string, card: Record<string, unknown>) => void
  /** The calls of one path, bodies only. */
  readonly bodies: (path: string) => Record<string, unknown>[]
  readonly close: () => Promise<void>
}

const fieldsOf = (json: string): Record<string, unknown> => ({ ...JSON.parse(json) })

/** A WeChat of our own: it speaks real HTTP, and checks requests by the documents, not by our code. */
export const fakeWechat = async (today = '2026-11-22'): Promise<FakeWechat> => {
  const calls: Call[] = []
  const replies = new Map<string, Reply[]>()
  const good = new Set<string>()
  let latest: string | undefined
  let issued = 0

  const cards = new Map<unknown, Record<string, unknown>>()
  const overlay = ({ card_id, ...sent }: Record<string, unknown>): void => {
    const [type, fields] = Object.entries(sent)[0] ?? ['', {}]
    const held = Object(cards.get(card_id)?.[type])
    const { base_info, ...special } = Object(fields)
    const merged = { ...held, ...special, base_info: { ...held.base_info, ...base_info } }
    cards.set(card_id, { card_type: type.toUpperCase(), [type]: merged })
  }

  const stableToken = (body: Record<string, unknown>): object => {
    if (body['appid'] !== APP_ID) return { errcode: 40013, errmsg: 'invalid appid' }
    if (body['secret'] !== APP_SECRET) return { errcode: 40125, errmsg: 'invalid appsecret' }
    if (body['force_refresh'] === true) {
      good.clear()
      latest = undefined
    }
    if (latest === undefined) {
      latest = `token-${++issued}`
      good.add(latest)
    }
    return { access_token: latest, expires_in: 7200 }
  }

  const answerTo = ({ path, token, body }: Call): object => {
    if (path === 'cgi-bin/stable_token')
      return refuseRequest(path, body, today) ?? stableToken(body)
    if (token === null) return { errcode: 41001, errmsg: 'access_token missing' }
    if (!good.has(token)) return { errcode: 40001, errmsg: 'invalid credential' }
    const refusal = refuseRequest(path, body, today)
    if (refusal) return refusal
    if (path === 'card/update') return { errcode: 0, errmsg: 'ok', send_check: false }
    if (path === 'card/get') {
      const card = cards.get(body['card_id']) ?? { base_info: { title: '券' } }
      return { errcode: 0, errmsg: 'ok', card }
    }
    return { list: [{ ref_date: body['begin_date'], view_cnt: 1 }] }
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', 'http://fake')
    const call = {
      path: url.pathname.slice(1),
      token: url.searchParams.get('access_token'),
      body: fieldsOf(await text(request)),
    }
    calls.push(call)
    const isJsonPost =
      request.method === 'POST' &&
      request.headers['content-type']?.startsWith('application/json') === true
    const reply = isJsonPost
      ? (replies.get(call.path)?.shift() ?? answerTo(call))
      : { errcode: 43002, errmsg: 'require POST method' }
    if (typeof reply === 'function') return reply(response)
    if (call.path === 'card/update' && Reflect.get(reply, 'errcode') === 0) overlay(call.body)
    response.setHeader('content-type', 'application/json; encoding=utf-8')
    response.end(JSON.stringify(reply))
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    next: (path, ...more) => replies.set(path, [...(replies.get(path) ?? []), ...more]),
    revoke: (token) => {
      good.delete(token)
      if (latest === token) latest = undefined
    },
    hold: (card_id, card) => void cards.set(card_id, card),
    bodies: (path) => calls.filter((call) => call.path === path).map(({ body }) => body),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

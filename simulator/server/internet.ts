import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { BadRequest, bodyBytes, goneSignal } from './app'

/** What becomes of the shop's requests to hosts that this machine does not play. */
export type InternetMode =
  | { readonly kind: 'closed' }
  | { readonly kind: 'proxy' }
  | { readonly kind: 'record'; readonly file: string }
  | { readonly kind: 'replay'; readonly file: string }

interface Head {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * One line of a record. The request's headers and body stay out of it, for they hold sessions and personal data; the
 * body is known by its digest.
 */
interface Recorded {
  readonly method: string
  readonly url: string
  readonly digest: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** In base64. */
  readonly body: string
}

type Answer = Pick<Recorded, 'status' | 'headers' | 'body'>

// Of one connection, or made void by its decoding.
const DROPPED = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie',
  'transfer-encoding',
])
const REFUSED_HEADERS = new Set(
  'host connection content-length origin cookie phone-clock-offset'.split(' '),
)

const digestOf = (body: Buffer) => createHash('sha256').update(body).digest('hex').slice(0, 16)
const withoutQuery = (url: string) => url.split('?')[0] ?? url

const readHead = (text: string | string[] | undefined): Head => {
  try {
    return JSON.parse(decodeURIComponent(String(text))) as Head
  } catch {
    throw new BadRequest(400, 'the header internet-request is not there, or not readable')
  }
}

const passOn = async (
  head: Head,
  body: Buffer<ArrayBuffer>,
  signal: AbortSignal,
): Promise<Answer> => {
  const headers = Object.fromEntries(
    Object.entries(head.headers).filter(([name]) => !REFUSED_HEADERS.has(name.toLowerCase())),
  )
  const takesBody = head.method !== 'GET' && head.method !== 'HEAD'
  const response = await fetch(head.url, {
    method: head.method,
    headers,
    ...(takesBody && { body }),
    signal,
  }).catch((error: Error & { cause?: { message?: string } }) => {
    throw new BadRequest(502, `${withoutQuery(head.url)}: ${error.cause?.message ?? error.message}`)
  })
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => !DROPPED.has(name))),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  }
}

/** Plays the answers of a record: the same request in its order, its last answer again and again. */
const createPlayer = (file: string) => {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  const records = lines.map((line, i) => {
    try {
      return JSON.parse(line) as Recorded
    } catch {
      throw new Error(`${file}, line ${i + 1}: is not a record`)
    }
  })
  const played = new Map<string, number>()
  const next = (key: string, found: readonly Recorded[]) => {
    const at = played.get(key) ?? 0
    played.set(key, at + 1)
    return found[Math.min(at, found.length - 1)]
  }
  return ({ method, url }: Head, body: Buffer): Answer | undefined => {
    const digest = digestOf(body)
    const same = records.filter((one) => one.method === method && one.url === url)
    const exact = same.filter((one) => one.digest === digest)
    if (exact.length > 0) return next(`${method} ${url} ${digest}`, exact)
    if (same.length > 0) return next(`${method} ${url}`, same)
    // Signatures and timestamps in the query differ at every run.
    const place = withoutQuery(url)
    const near = records.filter((one) => one.method === method && withoutQuery(one.url) === place)
    return near.length > 0 ? next(`${method} ${place}`, near) : undefined
  }
}

/** Where the shop's requests go that are neither for the demo's servers nor for the collector. */
export const internetRoutes = (app: FastifyInstance, mode: InternetMode) => {
  const play = mode.kind === 'replay' ? createPlayer(mode.file) : undefined
  app.post('/internet', async (request, reply) => {
    const given = readHead(request.headers['internet-request'])
    // A form with files has its boundary from the browser.
    const headers = { 'content-type': request.headers['content-type'] ?? '', ...given.headers }
    const head = { ...given, headers }
    const body = bodyBytes(request)
    if (mode.kind === 'closed') {
      throw new BadRequest(
        403,
        'not reached. Start with --proxy to pass requests on, or with --replay FILE.',
      )
    }
    const answer = play ? play(head, body) : await passOn(head, body, goneSignal(reply))
    if (!answer) {
      throw new BadRequest(404, `the record has no ${head.method} ${withoutQuery(head.url)}`)
    }
    if (mode.kind === 'record') {
      const { method, url } = head
      const line: Recorded = { method, url, digest: digestOf(body), ...answer }
      appendFileSync(mode.file, `${JSON.stringify(line)}\n`)
    }
    const answered = { status: answer.status, headers: answer.headers }
    return reply
      .header('internet-answer', encodeURIComponent(JSON.stringify(answered)))
      .type('application/octet-stream')
      .send(Buffer.from(answer.body, 'base64'))
  })
}

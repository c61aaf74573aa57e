import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'

export interface Recorded {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What the other side does with a request: answer it, or one of the ways in which networks fail. */
export type Behaviour =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: string }
  | 'never answers'
  | 'closes half-way'
  | 'resets'

export interface FakeUpstream {
  readonly url: string
  readonly requests: readonly Recorded[]
  /** The most requests that waited for an answer at one time. */
  mostAtOnce(): number
  close(): Promise<void>
}

/** A real HTTP server on a port of its own that records what comes and answers as it is set to. */
export const startUpstream = async (
  behave: (request: Recorded, count: number) => Behaviour | Promise<Behaviour>,
): Promise<FakeUpstream> => {
  const requests: Recorded[] = []
  const sockets = new Set<Socket>()
  let open = 0
  let most = 0
  const server = createServer(async (incoming, response) => {
    let body = ''
    for await (const chunk of incoming.setEncoding('utf8')) body += String(chunk)
    const url = new URL(incoming.url ?? '/', 'http://upstream')
    const request = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body,
    }
    requests.push(request)
    open += 1
    most = Math.max(most, open)
    response.on('close', () => (open -= 1))
    const behaviour = await behave(request, requests.length)
    if (behaviour === 'never answers') return
    if (behaviour === 'resets') {
      incoming.socket.resetAndDestroy()
    } else if (behaviour === 'closes half-way') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"retcode": 0, "errm')
      setImmediate(() => incoming.socket.destroy())
    } else {
      response.writeHead(behaviour.status ?? 200, {
        'content-type': 'application/json',
        ...behaviour.headers,
      })
      response.end(behaviour.body)
    }
  })
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    mostAtOnce: () => most,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

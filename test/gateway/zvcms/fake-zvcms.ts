import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

interface Seen {
  readonly path: string | undefined
  readonly body: Record<string, string> & { Params: Record<string, unknown> }
}

type Answer = (response: ServerResponse) => void

export const OPEN_ID = '6dc05b4ac175cf316d226252b05cf685'
export const GRANT_CODE = '782c281f62'
export const OPEN_KEY = 'fake-open-key-for-test-only-0003'

const read = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}

/** The signature by the vendor's words, written out, sharing nothing with the code under test. */
const expectedToken = (body: Seen['body'], pascal: boolean): string => {
  const text = pascal
    ? `GrantCode=${body['GrantCode']}&Nonce=${body['Nonce']}&OpenId=${body['OpenId']}&Timestamp=${body['Timestamp']}`
    : `grantCode=${body['GrantCode']}&nonce=${body['Nonce']}&openId=${body['OpenId']}&timestamp=${body['Timestamp']}`
  const digest = createHmac('sha1', Buffer.from(OPEN_KEY)).update(text, 'utf8').digest()
  return digest.toString('base64').replace(/\+/g, '%2B').replace(/\//g, '%2F').replace(/=/g, '%3D')
}

/** What is wrong with a call; nothing: it is answered as the test says. */
const whatIsWrong = (request: IncomingMessage, body: Seen['body'], pascal: boolean): string => {
  if (request.method !== 'POST' || request.url !== '/api/v2') return 'address'
  if (!request.headers['content-type']?.startsWith('application/json')) return 'content type'
  if (body['OpenId'] !== OPEN_ID || body['GrantCode'] !== GRANT_CODE) return 'credential'
  if (body['Action'] !== 'user.user-use-coupon') return 'action'
  if (!/^\d{10}$/.test(body['Timestamp'] ?? '')) return 'timestamp'
  if (!/^[1-9]\d*$/.test(body['Nonce'] ?? '')) return 'nonce'
  return body['Token'] === expectedToken(body, pascal) ? '' : 'signature'
}

const nothing: Answer = (response) => response.end('{"status":true,"code":0,"data":[]}')

/** The vendor over real HTTP: it checks every call, records it, and answers what the test wants. */
export const fakeZvcms = async ({ keyCasing = 'pascal' } = {}) => {
  const seen: Seen[] = []
  let answer: Answer = nothing
  const server = createServer((request, response) => {
    void read(request).then((text) => {
      const body: Seen['body'] = JSON.parse(text)
      seen.push({ path: request.url, body })
      const wrong = whatIsWrong(request, body, keyCasing === 'pascal')
      if (wrong) response.end(JSON.stringify({ status: false, code: 40001, message: wrong }))
      else answer(response)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return {
    seen,
    baseUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    answers: (next: Answer) => {
      answer = next
    },
    says: (body: unknown, status = 200) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      answer = (response) => response.writeHead(status).end(text)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

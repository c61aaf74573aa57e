import { createHmac } from 'node:crypto'
import { type Behaviour, type FakeUpstream, type Recorded, startUpstream } from './upstream'

export const APP_ID = 'bi0123456789abcdef'
export const APP_SECRET = 'youshu-secret-that-stays-secret'

export const accepted: Behaviour = { body: '{"retcode": 0, "errmsg": "", "data": {}}' }

export const answers = (body: unknown, status = 200): Behaviour => ({
  status,
  body: JSON.stringify(body),
})

/** Written from the vendor's page, not from our code: sort the signed keys, join them, HMAC-SHA256, hex. */
const signatureOf = (query: URLSearchParams): string => {
  const signed = ['timestamp', 'sign', 'nonce', 'app_id']
  signed.sort()
  const text = signed.map((key) => `${key}=${query.get(key) ?? ''}`).join('&')
  return createHmac('sha256', APP_SECRET).update(text, 'utf8').digest('hex')
}

/** Youshu's server interfaces: checks signature, headers and body of every request, then answers as it is set to. `close` throws what was wrong. */
export const startYoushu = async (
  behave: (request: Recorded, count: number) => Behaviour = () => accepted,
): Promise<FakeUpstream> => {
  const problems: string[] = []
  const nonces = new Set<string>()
  const expect = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem)
  }
  const upstream = await startUpstream((request, count) => {
    const { query, headers, method, body } = request
    const nonce = query.get('nonce') ?? ''
    expect(query.get('app_id') === APP_ID, 'another app_id')
    expect(query.get('sign') === 'sha256', 'another sign')
    expect(/^\d{10}$/.test(query.get('timestamp') ?? ''), 'a timestamp that is not in seconds')
    expect(nonce.length > 0 && nonce.length <= 32, 'a nonce that is not 1 to 32 characters')
    expect(!nonces.has(nonce), 'a nonce that was used before')
    expect(query.get('signature') === signatureOf(query), 'a wrong signature')
    nonces.add(nonce)
    if (method === 'POST') {
      expect(
        headers['content-type'] === 'application/json',
        'a body that is not JSON by its header',
      )
      expect(typeof JSON.parse(body) === 'object', 'a body that is no object')
    }
    return behave(request, count)
  })
  return {
    ...upstream,
    async close() {
      await upstream.close()
      // Thrown here, so that no test can forget to look.
      if (problems.length) throw new Error(`Youshu would refuse for ${problems.join(', ')}`)
    },
  }
}

import { fetchHttp } from '../../../cloudfunctions/coupon-gateway/lib/http'
import { type Behaviour, type FakeUpstream, startUpstream } from '../fakes/upstream'

let upstream: FakeUpstream
afterEach(() => upstream.close())

const get = async (behaviour: Behaviour, more: { timeoutMs?: number } = {}) => {
  upstream = await startUpstream(() => behaviour)
  return fetchHttp({ method: 'GET', url: `${upstream.url}/?access_token=secret`, ...more })
}

describe('one request over the real network', () => {
  test('an answer comes with its status, its headers and its text', async () => {
    const answer = await get({ status: 418, headers: { 'X-Kind': 'teapot' }, body: '满30减6' })
    expect(answer).toMatchObject({ kind: 'answered', status: 418, body: '满30减6' })
    expect(answer).toMatchObject({ headers: { 'x-kind': 'teapot' } })
  })

  test('a redirect is an answer, and is not followed', async () => {
    const elsewhere = { status: 307, headers: { location: '/elsewhere' }, body: '' }
    expect(await get(elsewhere)).toMatchObject({ kind: 'answered', status: 307 })
    expect(upstream.requests.map(({ path }) => path)).toEqual(['/'])
  })

  test.each([
    ['silence', 'never answers', { timeoutMs: 60 }, 'timeout', true],
    ['a reset', 'resets', {}, 'network', true],
    ['half an answer', 'closes half-way', {}, 'network', true],
    ['an answer of 5 MB', { body: 'x'.repeat(5 * 1024 * 1024) }, {}, 'too_large', false],
  ] as const)(
    '%s is returned as a value, without the address',
    async (_, behaviour, more, reason, retryable) => {
      expect(await get(behaviour, more)).toEqual({ kind: 'failed', reason, retryable })
    },
  )

  test('a host that is not there is a failed network', async () => {
    upstream = await startUpstream(() => 'resets')
    await upstream.close()
    expect(await fetchHttp({ method: 'POST', url: upstream.url, body: '{}' })).toMatchObject({
      kind: 'failed',
      reason: 'network',
    })
  })

  test('a header that would smuggle another one is not sent', async () => {
    upstream = await startUpstream(() => ({ body: '{}' }))
    const headers = { 'x-one': 'a\r\nx-two: b' }
    expect(await fetchHttp({ method: 'GET', url: upstream.url, headers })).toMatchObject({
      kind: 'failed',
    })
    expect(upstream.requests).toHaveLength(0)
  })
})

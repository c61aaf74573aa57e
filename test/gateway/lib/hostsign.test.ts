import { verifyHostSign } from '../../../cloudfunctions/coupon-gateway/lib/hostsign'

// Worked out by hand: sha1('1700000000' + 'abc123' + 'plugin-token' + 'wx0123456789abcdef'), in sorted order.
const SIGNED = {
  noncestr: 'abc123',
  timestamp: 1_700_000_000,
  signature: 'd239f8e7995d1f63c69508f6c7db6a125dd8fc38',
}
const referer = 'https://servicewechat.com/wx0123456789abcdef/12/page-frame.html'
const NOW = 1_700_000_000_000
const MINUTES = 60_000

const verify = (signed: unknown, { now = NOW, from = referer, token = 'plugin-token' } = {}) =>
  verifyHostSign({ 'x-wechat-hostsign': JSON.stringify(signed), referer: from }, token, now)

describe("WeChat's signature on a plugin's requests", () => {
  test('holds for the host that it names, the timestamp as a number or as text', () => {
    expect(verify(SIGNED)).toBe('signed')
    expect(verify({ ...SIGNED, timestamp: '1700000000' })).toBe('signed')
  })

  test('is shared by the requests of a while, and is stale after an hour, before or after', () => {
    expect(verify(SIGNED, { now: NOW + 59 * MINUTES })).toBe('signed')
    expect(verify(SIGNED, { now: NOW + 61 * MINUTES })).toBe('wrong')
    expect(verify(SIGNED, { now: NOW - 61 * MINUTES })).toBe('wrong')
  })

  test.each([
    ['another host', SIGNED, { from: referer.replace('wx0', 'wx9') }],
    ['a Referer that is not WeChat', SIGNED, { from: `https://evil.com/?${referer}` }],
    ['another plugin', SIGNED, { token: 'other-token' }],
    ['another nonce', { ...SIGNED, noncestr: 'abc124' }, {}],
    ['a moved timestamp', { ...SIGNED, timestamp: 1_700_000_001 }, {}],
    ['a timestamp that is no number', { ...SIGNED, timestamp: 'now' }, {}],
    ['another signature', { ...SIGNED, signature: '0'.repeat(40) }, {}],
    ['a signature that is missing', { noncestr: 'abc123', timestamp: 1_700_000_000 }, {}],
    ['no object', 'abc', {}],
  ])('is wrong with %s', (_, signed, change) => {
    expect(verify(signed, change)).toBe('wrong')
  })

  test('is wrong when it is not JSON, and missing when it is not there', () => {
    expect(verifyHostSign({ 'x-wechat-hostsign': '{', referer }, 'plugin-token', NOW)).toBe('wrong')
    expect(verifyHostSign({ referer }, 'plugin-token', NOW)).toBe('missing')
  })
})

import { createHmac } from 'node:crypto'
import {
  createSessions,
  SESSION_SECONDS,
} from '../../../cloudfunctions/coupon-gateway/lib/sessions'
import { fakePorts, NOW } from '../fakes/ports'

const SECRET = 'a-session-secret-of-at-least-32-characters'
const open = () => {
  const { clock, pass } = fakePorts()
  return { sessions: createSessions(SECRET, clock), pass, clock }
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** A token as an attacker would make it, with whatever algorithm and secret he has. */
const forged = (header: unknown, payload: unknown, hash?: string, secret = SECRET) => {
  const signed = `${part(header)}.${part(payload)}`
  return `${signed}.${hash ? createHmac(hash, secret).update(signed).digest('base64url') : ''}`
}
const now = NOW / 1000
const claims = { sub: 'A', aud: 'coupon-gateway', iat: now, exp: now + 60 }

describe('a session', () => {
  test('names its user until it ends', async () => {
    const { sessions, pass } = open()
    const { token, expires_at } = await sessions.open({ user_id: '383933091455959041' })
    expect(expires_at).toBe(now + SESSION_SECONDS)
    expect(await sessions.userOf(token)).toEqual({ user_id: '383933091455959041' })
    pass((SESSION_SECONDS - 1) * 1000)
    expect(await sessions.userOf(token)).toEqual({ user_id: '383933091455959041' })
    pass(1000)
    expect(await sessions.userOf(token)).toBeUndefined()
  })

  test('holds on every instance that has the secret, and on no other', async () => {
    const { sessions, clock } = open()
    const { token } = await sessions.open({ user_id: 'A' })
    expect(await createSessions(SECRET, clock).userOf(token)).toEqual({ user_id: 'A' })
    expect(await createSessions(`${SECRET}!`, clock).userOf(token)).toBeUndefined()
  })

  test('may be of a membership code, which is no user id', async () => {
    const { sessions } = open()
    const { token } = await sessions.open({ user_code: 'A' })
    expect(await sessions.userOf(token)).toEqual({ user_code: 'A' })
  })

  test('an expired one is not remembered either', async () => {
    const { sessions, pass } = open()
    const { token } = await sessions.open({ user_id: 'A' })
    pass(SESSION_SECONDS * 1000)
    expect(await sessions.userOf(token)).toBeUndefined()
  })

  test('what we would sign ourselves holds: the forgeries below fail for their own reason', async () => {
    const { sessions } = open()
    expect(await sessions.userOf(forged({ alg: 'HS256' }, claims, 'sha256'))).toEqual({
      user_id: 'A',
    })
  })

  test.each([
    ['another secret', forged({ alg: 'HS256' }, claims, 'sha256', 'another')],
    ['no algorithm', forged({ alg: 'none' }, claims)],
    ['no algorithm, in capitals', forged({ alg: 'NONE' }, claims)],
    ['another algorithm with the right secret', forged({ alg: 'HS512' }, claims, 'sha512')],
    ['an algorithm that its header does not name', forged({ alg: 'RS256' }, claims, 'sha256')],
    ['an end in the past', forged({ alg: 'HS256' }, { ...claims, exp: now - 1 }, 'sha256')],
    ['no end', forged({ alg: 'HS256' }, { ...claims, exp: undefined }, 'sha256')],
    ['no user', forged({ alg: 'HS256' }, { ...claims, sub: undefined }, 'sha256')],
    ['an empty user', forged({ alg: 'HS256' }, { ...claims, sub: '' }, 'sha256')],
    ['another audience', forged({ alg: 'HS256' }, { ...claims, aud: 'other' }, 'sha256')],
    ['not yet begun', forged({ alg: 'HS256' }, { ...claims, nbf: now + 60 }, 'sha256')],
    ['nonsense', 'a.b.c'],
    ['nothing', ''],
  ])('a token with %s names no user', async (_, token) => {
    expect(await open().sessions.userOf(token)).toBeUndefined()
  })

  test('a token whose user was exchanged names no user', async () => {
    const { sessions } = open()
    const { token } = await sessions.open({ user_id: 'A' })
    const [head, body = '', signature] = token.split('.')
    const payload: unknown = JSON.parse(Buffer.from(body, 'base64url').toString())
    const tampered = [head, part(Object.assign({}, payload, { sub: 'B' })), signature].join('.')
    expect(await sessions.userOf(tampered)).toBeUndefined()
  })
})

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import type { Clock } from './ports'

/** Long enough for a checkout, short enough that a token which leaked from a phone is soon worth nothing. */
export const SESSION_SECONDS = 15 * 60
const ALGORITHM = 'HS256'
const AUDIENCE = 'coupon-gateway'
const BY_CODE = 'user_code'
// A checkout asks several times with one token; about 2 MB when full.
const MAX_VERIFIED = 5_000

const digest = (value: string): Buffer => createHash('sha256').update(value).digest()

/** Compares in constant time; the digests make both sides equally long, so not even the length shows. */
export const sameSecret = (given: string, secret: string): boolean =>
  timingSafeEqual(digest(given), digest(secret))

/** A user as the vendor knows them: by id, or by the code of a membership. */
export type User = { readonly user_id: string } | { readonly user_code: string }

/** The id or the code. */
export const nameOf = (user: User): string => ('user_id' in user ? user.user_id : user.user_code)

/** A user for the log: the same person gives the same letters, and who it is cannot be computed from them. */
export const pseudonym = (user: User, secret: string): string =>
  createHmac('sha256', secret).update(nameOf(user)).digest('hex').slice(0, 12)

/** Tokens for phones: who holds one is this user, for a quarter of an hour. */
export interface Sessions {
  /** `expires_at` is in seconds since 1970. */
  open(user: User): Promise<{ readonly token: string; readonly expires_at: number }>
  /** The user of a token that we signed and that still holds; otherwise nothing, and no word about why. */
  userOf(token: string): Promise<User | undefined>
}

/** Signed tokens, so that any number of instances know a session without sharing anything but the secret. */
export const createSessions = (secret: string, clock: Clock): Sessions => {
  const key = new TextEncoder().encode(secret)
  // Only tokens whose signature held get in, so it cannot be filled from outside.
  const verified = new Map<string, { readonly user: User; readonly exp: number }>()
  const seconds = () => Math.floor(clock.now() / 1000)
  return {
    async open(user) {
      const now = seconds()
      const expires_at = now + SESSION_SECONDS
      const token = await new SignJWT('user_code' in user ? { by: BY_CODE } : {})
        .setProtectedHeader({ alg: ALGORITHM })
        .setSubject(nameOf(user))
        .setAudience(AUDIENCE)
        .setIssuedAt(now)
        .setExpirationTime(expires_at)
        .sign(key)
      return { token, expires_at }
    },
    async userOf(token) {
      const known = verified.get(token)
      if (known) return known.exp > seconds() ? known.user : undefined
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          audience: AUDIENCE,
          requiredClaims: ['sub', 'exp'],
          currentDate: new Date(clock.now()),
        })
        const { sub, exp, by } = payload
        if (!sub || exp === undefined) return undefined
        const user = by === BY_CODE ? { user_code: sub } : { user_id: sub }
        const oldest = verified.size >= MAX_VERIFIED ? verified.keys().next().value : undefined
        if (oldest !== undefined) verified.delete(oldest)
        verified.set(token, { user, exp })
        return user
      } catch {
        return undefined
      }
    },
  }
}

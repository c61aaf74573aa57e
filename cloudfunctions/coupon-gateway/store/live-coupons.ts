import { readCatalogue } from '../coupon-engine/decode-coupons'
import type { UserCoupon } from '../coupon-engine/coupon'
import { couponsByUser } from '../lib/catalogue'
import { writeJson } from '../lib/json'
import type { Log } from '../lib/log'
import type { Database, Queryable } from './database'
import { personOf } from './reported-event'

/** What one user holds at this moment. */
interface Holdings {
  /** His coupons and everybody's; those that are used are marked so. */
  readonly coupons: readonly UserCoupon[]
  /** How many pieces of a batch he used today (China's). Absent: not counted. */
  readonly usesToday?: (coupon_id: string) => number
}

/** The embedded coupons as they stand in the store. */
export interface LiveCoupons {
  /** `undefined`: there is no catalogue. */
  of(user_id: string, now: number): Promise<Holdings | undefined>
}

const ROWS_A_TIME = 5_000
const DAY_MS = 24 * 60 * 60 * 1000
const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000

/** Puts a catalogue in the place of the one before. It is offered from the next question on, by every process. */
export const replaceCatalogue = (
  database: Database,
  coupons: readonly unknown[],
): Promise<number> =>
  database.transaction(async (client) => {
    const { rows } = await client.query<{ version: number }>(
      'update catalogue_version set version = version + 1 returning version',
    )
    await client.query('delete from catalogue')
    for (let at = 0; at < coupons.length; at += ROWS_A_TIME) {
      const bodies = coupons.slice(at, at + ROWS_A_TIME).map((coupon) => writeJson(coupon))
      await client.query(
        'insert into catalogue (position, body) select $1 + place, body from unnest($2::text[]) with ordinality t(body, place)',
        [at, bodies],
      )
    }
    return rows[0]?.version ?? 0
  })

interface Use {
  readonly coupon_ins_id: string
  /** The hash of an id of his: of the merchant's, or of his openid. */
  readonly user_id: string
  readonly coupon_id: string | null
  readonly used_at: number
}

/** Both of a piece's names: merchants report the one or the other. */
const namesOf = ({ id, couponId }: UserCoupon): string[] =>
  [id, couponId].filter((name) => name !== undefined)

const startOfChinaDay = (now: number): number =>
  Math.floor((now + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS - CHINA_OFFSET_MS

/** The promise, or an error when it takes longer. */
const within = <T>(ms: number, promise: Promise<T>): Promise<T> =>
  new Promise((settle, fail) => {
    const timer = setTimeout(() => fail(new Error(`no answer within ${ms} ms`)), ms)
    void promise.then(settle, fail).finally(() => clearTimeout(timer))
  })

// Until the store was read once there is nothing to go on with, or a file that it has replaced.
const FIRST_TIME = 4

/**
 * `fallback` is what COUPON_CATALOG names: it holds as long as none was loaded into the store. A checkout waits `waitMs`
 * for the store, and four times as long the first time.
 */
export const createLiveCoupons = (
  database: Queryable,
  fallback: readonly UserCoupon[] | undefined,
  log: Log,
  waitMs: number,
): LiveCoupons => {
  let version = 0
  let couponsOf = fallback && couponsByUser(fallback)
  let wasRead = false
  let loading: Promise<void> | undefined

  const load = async (current: number): Promise<void> => {
    const { rows } = await database.query<{ body: string }>(
      'select body from catalogue order by position',
    )
    const { coupons } = readCatalogue(`[${rows.map(({ body }) => body).join(',')}]`)
    couponsOf = couponsByUser(coupons)
    version = current
  }

  /** A small question on each call, so that no change waits; the catalogue itself is read once for all who wait for it. */
  const renew = async (): Promise<void> => {
    for (;;) {
      const { rows } = await database.query<{ version: number }>(
        'select version from catalogue_version',
      )
      const current = rows[0]?.version ?? 0
      if (current === version) break
      loading ??= load(current).finally(() => {
        loading = undefined
      })
      // It may be that of an earlier version: then it is read anew.
      await loading
    }
    wasRead = true
  }

  const usesOf = async (user_id: string, holder: string): Promise<readonly Use[]> => {
    await renew()
    if (!couponsOf) return []
    const { rows } = await database.query<Use>(
      `select coupon_ins_id, user_id, coupon_id, used_at from used_coupons
       where user_id = $1 or coupon_ins_id = any($2)`,
      [holder, couponsOf(user_id).flatMap(namesOf)],
    )
    return rows
  }

  return {
    async of(user_id, now) {
      let uses: readonly Use[] = []
      const holder = personOf(user_id).toString('hex')
      try {
        uses = await within(wasRead ? waitMs : FIRST_TIME * waitMs, usesOf(user_id, holder))
      } catch (error) {
        // A checkout goes on without the store, with what was known last; the till has the last word anyway.
        log.error({ err: error }, 'Used coupons are not known')
      }
      if (!couponsOf) return undefined
      const ofUser = uses.filter((use) => use.user_id === holder)
      const usedByAnyone = new Set(uses.map(({ coupon_ins_id }) => coupon_ins_id))
      const usedByUser = new Set(ofUser.map(({ coupon_ins_id }) => coupon_ins_id))
      const today = startOfChinaDay(now)
      const coupons = couponsOf(user_id)
      // A piece that is everybody's is used up for those who used it.
      const isUsed = (piece: UserCoupon) => {
        const used = piece.user_id === undefined ? usedByUser : usedByAnyone
        return namesOf(piece).some((name) => used.has(name))
      }
      return {
        // As it was read where nothing of it is used: the engine knows such a list.
        coupons: coupons.some(isUsed)
          ? coupons.map((piece) => (isUsed(piece) ? { ...piece, status: 1 } : piece))
          : coupons,
        usesToday: (coupon_id) =>
          ofUser.filter(
            (use) =>
              use.coupon_id === coupon_id && use.used_at >= today && use.used_at < today + DAY_MS,
          ).length,
      }
    },
  }
}

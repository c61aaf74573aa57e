import type { Batch } from '../batch'
import { createListeners } from './listeners'
import { youshuSignature } from './youshu-signature'

export interface YoushuAccount {
  readonly appId: string
  readonly appSecret: string
  readonly dataSourceId: string
}

type StoredBatch = Omit<Batch, 'pre_consumed' | 'consumed' | 'refunded'>
type Fields = Readonly<Record<string, unknown>>

/** An answer of the data interfaces; retcode 0 is success. */
interface Answer {
  readonly retcode: number
  readonly errmsg: string
  readonly data: object
}

// Seed 001: 数组最大长度 50.
const MOST_PER_CALL = 50
const CLOCK_SECONDS = 300
// The vendor publishes no table of its codes.
const REFUSED = 1

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const numberOf = (value: unknown) =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined

const readBatch = (value: unknown, at: number): StoredBatch | undefined => {
  const fields = fieldsOf(value)
  const coupon_id = textOf(fields['external_coupon_id'])
  const name = textOf(fields['coupon_name'])
  if (coupon_id === undefined || name === undefined) return undefined
  const start_at = numberOf(fields['start_time'])
  const end_at = numberOf(fields['end_time'])
  const valid_seconds = numberOf(fields['fixed_valid_time'])
  return {
    coupon_id,
    name,
    at,
    ...(start_at !== undefined && { start_at }),
    ...(end_at !== undefined && { end_at }),
    ...(valid_seconds !== undefined && { valid_seconds }),
  }
}

/** A stand-in for Youshu's data interfaces: it knows one account, checks the signature, and keeps the batches. */
export const createYoushu = (account: YoushuAccount) => {
  const batches = new Map<string, StoredBatch>()
  const nonces = new Set<string>()
  const { tell, subscribe } = createListeners<'uploaded'>()

  const complaint = (query: URLSearchParams) => {
    const nonce = query.get('nonce') ?? ''
    const seconds = Number(query.get('timestamp'))
    if (query.get('app_id') !== account.appId) return 'app_id is unknown'
    if (query.get('sign') !== 'sha256') return 'sign is not sha256'
    if (!(Math.abs(Date.now() / 1000 - seconds) < CLOCK_SECONDS)) return 'timestamp is not now'
    if (!/^.{1,32}$/.test(nonce) || nonces.has(nonce)) return 'nonce is not new'
    if (query.get('signature') !== youshuSignature(query, account.appSecret))
      return 'signature is wrong'
    nonces.add(nonce)
    return undefined
  }

  return {
    addCoupons(query: URLSearchParams, body: unknown): Answer {
      const refuse = (errmsg: string): Answer => ({ retcode: REFUSED, errmsg, data: {} })
      const wrong = complaint(query)
      if (wrong) return refuse(wrong)
      const { dataSourceId, coupons } = fieldsOf(body)
      if (dataSourceId !== account.dataSourceId) return refuse('dataSourceId is unknown')
      if (!Array.isArray(coupons) || coupons.length > MOST_PER_CALL)
        return refuse(`coupons is not a list of at most ${MOST_PER_CALL}`)
      const at = Date.now()
      const read = coupons.map((coupon: unknown) => readBatch(coupon, at))
      const taken = read.filter((batch) => batch !== undefined)
      if (taken.length < read.length) return refuse('a coupon lacks its id or its name')
      taken.forEach((batch) => batches.set(batch.coupon_id, batch))
      tell('uploaded')
      return { retcode: 0, errmsg: '', data: {} }
    },
    batches: (): readonly StoredBatch[] => [...batches.values()],
    subscribe,
  }
}
export type Youshu = ReturnType<typeof createYoushu>

import { createHmac } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Batch, SeenRequest } from '../contracts'
import { batchIdOf } from '../table-check'
import { bodyJson, cut, goneSignal, queryOf, waitFor } from './app'
import { createChanges } from './changes'
import type { Collector } from './collector'

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
const MAX_PER_CALL = 50
const CLOCK_SECONDS = 300
// The vendor publishes no table of its codes.
const REFUSED = 1

const SIGNED = ['app_id', 'nonce', 'sign', 'timestamp']

/**
 * The signature that a query ought to carry, computed from the vendor's page and not by the gateway's code: the four
 * signed values in ASCII order, HMAC-SHA256 under the app secret, in hexadecimal.
 * Source: https://lingshou.tencent.com/doc/bi/api_safe_report.html
 */
const signatureOf = (query: URLSearchParams, appSecret: string): string =>
  createHmac('sha256', appSecret)
    .update(SIGNED.map((key) => `${key}=${query.get(key) ?? ''}`).join('&'))
    .digest('hex')

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
  const { announce, subscribe } = createChanges()

  const refusalOf = (query: URLSearchParams) => {
    const nonce = query.get('nonce') ?? ''
    const seconds = Number(query.get('timestamp'))
    if (query.get('app_id') !== account.appId) return 'app_id is unknown'
    if (query.get('sign') !== 'sha256') return 'sign is not sha256'
    if (!(Math.abs(Date.now() / 1000 - seconds) < CLOCK_SECONDS)) return 'timestamp is not now'
    if (!/^.{1,32}$/.test(nonce) || nonces.has(nonce)) return 'nonce is not new'
    if (query.get('signature') !== signatureOf(query, account.appSecret))
      return 'signature is wrong'
    nonces.add(nonce)
    return undefined
  }

  return {
    refusalOf,
    addCoupons(query: URLSearchParams, body: unknown): Answer {
      const refuse = (errmsg: string): Answer => ({ retcode: REFUSED, errmsg, data: {} })
      const wrong = refusalOf(query)
      if (wrong) return refuse(wrong)
      const { dataSourceId, coupons } = fieldsOf(body)
      if (dataSourceId !== account.dataSourceId) return refuse('dataSourceId is unknown')
      if (!Array.isArray(coupons) || coupons.length > MAX_PER_CALL)
        return refuse(`coupons is not a list of at most ${MAX_PER_CALL}`)
      const at = Date.now()
      const read = coupons.map((coupon: unknown) => readBatch(coupon, at))
      const taken = read.filter((batch) => batch !== undefined)
      if (taken.length < read.length) return refuse('a coupon lacks its id or its name')
      taken.forEach((batch) => batches.set(batch.coupon_id, batch))
      announce()
      return { retcode: 0, errmsg: '', data: {} }
    },
    batches: (): readonly StoredBatch[] => [...batches.values()],
    subscribe,
  }
}
export type Youshu = ReturnType<typeof createYoushu>

const COUNTED = {
  pre_consume: 'pre_consumed',
  consume: 'consumed',
  refund_consume: 'refunded',
} as const

const isCounted = (action: unknown): action is keyof typeof COUNTED =>
  typeof action === 'string' && Object.hasOwn(COUNTED, action)

/** The batches in the order in which they were first uploaded, with what the stored events say of each. */
export const countBatches = (youshu: Youshu, requests: readonly SeenRequest[]): Batch[] => {
  const counts = new Map(
    youshu
      .batches()
      .map(({ coupon_id }) => [coupon_id, { pre_consumed: 0, consumed: 0, refunded: 0 }]),
  )
  const events = requests.filter(({ stored }) => stored).flatMap((request) => request.events)
  for (const { event, duplicate } of events) {
    // The newer table has one action, and names the batch by itself.
    const { type, props } = fieldsOf(event)
    const isUsed = type === 'consume_coupon'
    const action = fieldsOf(props)['action_type'] ?? (isUsed ? 'consume' : undefined)
    const count = counts.get(batchIdOf(event) ?? '')
    if (count && !duplicate && isCounted(action)) count[COUNTED[action]] += 1
  }
  const none = { pre_consumed: 0, consumed: 0, refunded: 0 }
  return youshu.batches().map((batch) => ({ ...batch, ...(counts.get(batch.coupon_id) ?? none) }))
}

/** Youshu's data interfaces over HTTP, as the gateway calls them, and the batches with their counts. */
export const youshuRoutes = (app: FastifyInstance, youshu: Youshu, collector: Collector) => {
  app.post('/youshu/data-api/v1/order/add_coupon', (request) =>
    youshu.addCoupons(queryOf(request), bodyJson(request)),
  )
  // Signed, from a back end, and otherwise the collector's: what arrives here is what Youshu has.
  app.post('/youshu/api/v1/safe-report', async (request, reply) => {
    const query = queryOf(request)
    const wrong = youshu.refusalOf(query)
    if (wrong !== undefined) return { code: REFUSED, msg: wrong }
    const answered = collector.receive(Object.fromEntries(query), bodyJson(request))
    if (answered.kind === 'cut') return cut(request, reply)
    if (!(await waitFor(answered.afterMs, goneSignal(reply)))) return reply.hijack()
    return reply.code(answered.status).send(answered.body)
  })
  app.get('/youshu/batches', async () => countBatches(youshu, collector.seen()))
}

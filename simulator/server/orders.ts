import type { FastifyInstance } from 'fastify'
import { writeCsv } from '../../cloudfunctions/coupon-gateway/cli/csv'
import { bodyText } from './app'
import type { PhoneNetwork } from './phone-network'

// What the shop calls what Youshu calls its actions.
const STATUS: Readonly<Record<string, string>> = {
  pre_consume: 'placed',
  consume: 'paid',
  refund_consume: 'refunded',
}
// A day of clicking fills no more; the oldest fall out.
const MAX_ROWS = 10_000
const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields => ({ ...Object(value) })

const listIn = (body: string): readonly unknown[] => {
  try {
    const parsed: unknown = JSON.parse(body)
    return Array.isArray(parsed) ? parsed : [parsed]
  } catch {
    return []
  }
}

/** As a spreadsheet has it, in China's time. */
const chinaTime = (time: unknown): string => {
  const at = new Date(Number(time) + CHINA_OFFSET_MS)
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 19).replace('T', ' ')
}

/** A row of the list that `npm run events -- reconcile` reads: one thing that happened to one coupon. */
const rowOf = (props: Fields): Fields => {
  const { order_id, sub_order_id, action_type, coupon_deduction, time } = props
  const { coupon_id, coupon_batch_name } = fieldsOf(props['coupon'])
  const { coupon_ins_id, coupon_ins_name } = fieldsOf(props['coupon_instance'])
  const { app_id, open_id, user_id } = fieldsOf(props['wx_user'])
  return {
    order_id,
    sub_order_id,
    coupon_ins_id,
    status: STATUS[String(action_type)],
    coupon_deduction,
    time: chinaTime(time),
    coupon_id,
    coupon_batch_name,
    coupon_ins_name,
    app_id,
    open_id,
    user_id,
  }
}

/**
 * The shop's own list of orders with coupons, which a merchant would export from his till. The demo's orders live on its
 * phone, so the till learns of each by what the phone reports, whatever becomes of that report on its way to Youshu.
 */
export const orderRoutes = (app: FastifyInstance, network: PhoneNetwork) => {
  const rows = new Map<unknown, Fields>()
  app.addHook('preHandler', async (request) => {
    if (!request.url.includes('/api/report?') || !network.online()) return
    for (const event of listIn(bodyText(request))) {
      const props = fieldsOf(fieldsOf(event)['props'])
      const row = rowOf(props)
      if (row['status'] === undefined) continue
      rows.set(fieldsOf(props['extra'])['event_id'], row)
      if (rows.size > MAX_ROWS) rows.delete(rows.keys().next().value)
    }
  })
  app.get('/shop/orders.csv', (_, reply) =>
    reply.type('text/csv; charset=utf-8').send(`${writeCsv([...rows.values()])}\r\n`),
  )
}

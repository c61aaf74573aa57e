import type { FastifyInstance } from 'fastify'
import type { UserCoupon } from '../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import { faceValue } from '../../cloudfunctions/coupon-gateway/coupon-engine/terms'
import { BadRequest, bodyField, cut } from './app'
import type { GatewayProxy } from './gateway'
import type { PhoneNetwork } from './phone-network'

// coupon_sub_type of seed 001.
const MONEY_OFF = 1
const PERCENT_OFF = 2
const GOODS = 3
const EXCHANGE = 4
const CUSTOM = 6
const DELIVERY = 7

const DAY_SECONDS = 86_400

type Template = UserCoupon['coupon']

const subType = (template: Template) => {
  const { category, coupon_type } = template
  const face = faceValue(template)
  if (category === 5) return face === undefined ? EXCHANGE : GOODS
  if (category === 3) return EXCHANGE
  if (category === 6) return DELIVERY
  if (category !== 0 || face === undefined) return CUSTOM
  return coupon_type === 1 ? PERCENT_OFF : MONEY_OFF
}

const validity = ({ expire_type, expire_days = 0, start_at, end_at }: Template) => {
  if (expire_type === 0 && start_at && end_at)
    return { start_time: `${start_at * 1000}`, end_time: `${end_at * 1000}` }
  if (expire_type === 0 || !expire_days) return {}
  return {
    fixed_valid_time: `${expire_days * DAY_SECONDS}`,
    fixed_valid_start_time: `${expire_type === 2 ? DAY_SECONDS : 0}`,
  }
}

// The batch behind a piece that a user holds, as Youshu takes it. Its id is the piece's `coupon_id`, which the events
// carry: by it the two systems meet.
const batchOf = ({ coupon_id, coupon: template }: UserCoupon): object | undefined => {
  if (coupon_id === undefined) return undefined
  const coupon_sub_type = subType(template)
  const face = faceValue(template)
  const { title, desc, min_amount_use, only_coupon, status } = template
  return {
    external_coupon_id: coupon_id,
    coupon_name: title ?? coupon_id,
    coupon_type: 1,
    coupon_sub_type,
    ...validity(template),
    ...(coupon_sub_type === MONEY_OFF && { amount_coupon: face }),
    // 9 折 is 90 %; the vendor takes two decimals.
    ...(coupon_sub_type === PERCENT_OFF &&
      face !== undefined && { discount_coupon: Math.round(face * 1000) / 100 }),
    ...(min_amount_use !== undefined && { amount_minimum: min_amount_use }),
    ...(desc && { rule_description: desc }),
    added_status: only_coupon === 1 ? 2 : 1,
    available_status: status === 0 ? 2 : 1,
  }
}

// The demo merchant gives this one to every member himself, so the gateway's catalogue does not have it.
const WELCOME = {
  external_coupon_id: 'SL-WELCOME-300',
  coupon_name: '见面礼立减券',
  coupon_type: 1,
  coupon_sub_type: 1,
  start_time: '1735660800000',
  end_time: '1901203199000',
  amount_coupon: 3,
  amount_minimum: 0,
  rule_description: '会员见面礼，可与其他优惠同享。',
  added_status: 1,
  available_status: 1,
}

/** Every batch that a coupon of the demo can come from, once each: what its operator uploads to Youshu. */
export const demoBatches = (catalogue: readonly UserCoupon[]): object[] => {
  const byId = new Map<string, object>()
  for (const piece of catalogue) {
    const { coupon_id } = piece
    const batch = batchOf(piece)
    if (coupon_id !== undefined && batch && !byId.has(coupon_id)) byId.set(coupon_id, batch)
  }
  return [WELCOME, ...byId.values()]
}

// The one customer of the demo: the coupons of the catalogue are his.
const MEMBER = {
  open_id: 'oDemo-ShanLan-00000000000001',
  user_id: '548019854034',
  tag: [{ tag_id: 'member-silver', tag_name: '银卡会员' }],
}

/** What the merchant's own server answers to a login: who it is, and a session for the coupon gateway. */
interface Login {
  readonly open_id: string
  readonly user_id: string
  readonly tag: readonly { readonly tag_id: string; readonly tag_name: string }[]
  readonly session: { readonly token: string; readonly expires_at: number }
}

/** The merchant's own server and its operator: they hold the gateway's key, so that no phone needs to. */
export const createShop = (
  gateway: GatewayProxy,
  operatorKey: string,
  batches: readonly object[],
) => {
  const ask = (from: 'shop' | 'operator', path: string, input: object) =>
    gateway.ask({
      from,
      method: 'POST',
      path,
      authorization: `Bearer ${operatorKey}`,
      body: JSON.stringify(input),
    })
  return {
    /** Rejects where the gateway opens no session. */
    async login(): Promise<Login> {
      const answer = await ask('shop', '/sessions', { user_id: MEMBER.user_id })
      if (answer?.status !== 200) throw new Error('the coupon gateway opened no session')
      return { ...MEMBER, session: JSON.parse(answer.text) as Login['session'] }
    },
    /** Uploads every coupon batch of the shop to Youshu, through the gateway. */
    pushBatches: () => ask('operator', '/coupon-batches', { coupons: batches }),
  }
}
type Shop = ReturnType<typeof createShop>

/** The merchant's own server over HTTP, and the step that its operator takes. */
export const shopRoutes = (app: FastifyInstance, shop: Shop, network: PhoneNetwork) => {
  app.post('/shop/login', async (request, reply) => {
    if (!network.online()) return cut(request, reply)
    const code = bodyField(request, 'code')
    if (typeof code !== 'string' || code === '')
      throw new BadRequest(400, 'code is missing: what wx.login gave')
    return reply.header('cache-control', 'no-store').send(await shop.login())
  })
  // For the page: the person before this machine is the operator. The phone's domains do not reach it.
  app.post('/operator/push-batches', async (_, reply) => {
    const answer = await shop.pushBatches()
    return reply.code(answer?.status ?? 500).send(JSON.parse(answer?.text ?? '{}'))
  })
}

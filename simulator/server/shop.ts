import type { FastifyInstance } from 'fastify'
import { BadRequest, bodyField, cut } from './app'
import type { GatewayProxy } from './gateway-proxy'
import type { PhoneNetwork } from './phone-network'

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

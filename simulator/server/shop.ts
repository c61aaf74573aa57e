import type { GatewayFront } from './gateway-front'

// The one customer of the demo: the coupons of the catalogue are his.
const MEMBER = {
  open_id: 'oDemo-ShanLan-00000000000001',
  user_id: '548019854034',
  tag: [{ tag_id: 'member-silver', tag_name: '银卡会员' }],
}

/** What the merchant's own server answers to a login: who it is, and a session for the coupon gateway. */
export interface Login {
  readonly open_id: string
  readonly user_id: string
  readonly tag: readonly { readonly tag_id: string; readonly tag_name: string }[]
  readonly session: { readonly token: string; readonly expires_at: number }
}

/** The merchant's own server and its operator: they hold the gateway's key, so that no phone needs to. */
export const createShop = (
  front: GatewayFront,
  operatorKey: string,
  batches: readonly object[],
) => {
  const ask = (from: 'shop' | 'operator', path: string, input: object) =>
    front.ask({
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
export type Shop = ReturnType<typeof createShop>

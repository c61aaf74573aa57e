import type { Gateway as Core } from '../../cloudfunctions/coupon-gateway/core/gateway'
import { createCloudFunction } from '../../cloudfunctions/coupon-gateway/doors/cloud-function'
import type { CloudGatewayOptions } from '../../plugin/coupons/gateway'
import { OPERATOR_KEY } from '../gateway/doors/open-server'

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** The host's `wx.cloud.callFunction` with the gateway behind it; like WeChat's, it carries only JSON. */
export const cloudCall = (core: Core): CloudGatewayOptions['callFunction'] => {
  const main = createCloudFunction(core)
  return async ({ name, data }) => {
    if (name !== 'coupon-gateway') throw new Error('cloud.callFunction:fail -501000')
    return { result: throughJson(await main(throughJson(data))) }
  }
}

/** What the merchant's server does at login: it has the operator key and asks for a session of its user. */
export const openSession = async (core: Core, user_id: string): Promise<string> => {
  const { body } = await core.handle({
    method: 'POST',
    path: '/sessions',
    headers: { authorization: `Bearer ${OPERATOR_KEY}` },
    body: JSON.stringify({ user_id }),
  })
  return String(Reflect.get(Object(body), 'token'))
}

import type { FastifyInstance } from 'fastify'
import { createMain } from '../../cloudfunctions/coupon-gateway/cloudbase'
import type { CloudGatewayOptions } from '../../plugin/coupons/gateway'
import { OPERATOR_KEY } from '../gateway/open-server'

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** The host's `wx.cloud.callFunction` with the gateway behind it; like WeChat's, it carries only JSON. */
export const cloudCall = (app: FastifyInstance): CloudGatewayOptions['callFunction'] => {
  const main = createMain(app)
  return async ({ name, data }) => {
    if (name !== 'coupon-gateway') throw new Error('cloud.callFunction:fail -501000')
    return { result: throughJson(await main(throughJson(data))) }
  }
}

/** What the merchant's server does at login: it has the operator key and asks for a session of its user. */
export const openSession = async (app: FastifyInstance, user_id: string): Promise<string> => {
  const answer = await app.inject({
    method: 'POST',
    url: '/sessions',
    headers: { authorization: `Bearer ${OPERATOR_KEY}` },
    payload: JSON.stringify({ user_id }),
  })
  return String(answer.json<{ token: unknown }>().token)
}

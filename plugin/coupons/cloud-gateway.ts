import type { Gateway } from './gateway'
import { type Token, withToken } from './with-token'

/** As much of the host's `wx.cloud.callFunction` as is used. */
type CallFunction = (options: {
  name: string
  data: { path: string; authorization: string; body: object }
}) => Promise<{ result?: unknown }>

/** Which cloud function the coupon gateway is, and what the host lends to reach it. */
export interface CloudGatewayOptions {
  /** The host's `wx.cloud.callFunction`: the plugin's own cloud is the plugin owner's. */
  readonly callFunction: CallFunction
  /** Asked for each call, and after a 401 once more with `true`. */
  readonly token: Token
  /** Default `coupon-gateway`. */
  readonly name?: string
}

/**
 * A gateway that is a cloud function. Rejects where there was no answer, or another status than 200
 * (`{status, message}`). Source: WeChat, wx.cloud.callFunction; coupon-gateway, doors/cloud-function.
 */
export const cloudGateway =
  ({ callFunction, token, name = 'coupon-gateway' }: CloudGatewayOptions): Gateway =>
  (path, body) =>
    withToken(token, path, async (authorization) => {
      const { result } = await callFunction({ name, data: { path, authorization, body } })
      const { status, body: answer } = Object(result) as { status?: unknown; body?: unknown }
      return typeof status === 'number'
        ? { status, body: answer }
        : { status: undefined, body: result }
    })

import type { Gateway } from './gateway'
import { type Token, withToken } from './with-token'

/** As much of the host's `wx.request` as is used. */
type Request = (options: {
  url: string
  method: 'POST'
  header: Record<string, string>
  data: Record<string, unknown>
  dataType: 'json'
  timeout: number
  success: (answer: { statusCode: number; data: unknown }) => void
  fail: (error: { errMsg: string }) => void
}) => unknown

/** Where the coupon gateway is, and what the host lends to reach it. */
export interface RequestGatewayOptions {
  /** Without a slash at its end; the host lists its domain among its own request domains. */
  readonly url: string
  /** Asked for each call, and after a 401 once more with `true`. */
  readonly token: Token
  /** The host's `wx.request`: the plugin's own reaches only the plugin owner's domains. */
  readonly request: Request
}

const TIMEOUT_MS = 5000

/**
 * A gateway behind HTTP. Rejects where there was no answer, or another status than 200 (`{status, message}`).
 * Source: WeChat, wx.request; coupon-gateway, README.
 */
export const requestGateway =
  ({ url, token, request }: RequestGatewayOptions): Gateway =>
  (path, body) =>
    withToken(
      token,
      path,
      (authorization) =>
        new Promise((resolve, reject) => {
          request({
            url: url.replace(/\/+$/, '') + path,
            method: 'POST',
            header: { 'content-type': 'application/json', authorization },
            data: { ...body },
            dataType: 'json',
            timeout: TIMEOUT_MS,
            success: ({ statusCode, data }) => resolve({ status: statusCode, body: data }),
            fail: ({ errMsg }) => reject(new Error(errMsg)),
          })
        }),
    )

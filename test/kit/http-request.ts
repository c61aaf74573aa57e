import type { RequestGatewayOptions } from '../../plugin/coupons/gateway'

/** The host's `wx.request` over the machine's own network: what is not JSON stays text, as WeChat leaves it. */
export const httpRequest: RequestGatewayOptions['request'] = (options) => {
  const { url, method, header, data, timeout, success, fail } = options
  const parsed = (text: string): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }
  const send = async () => {
    const body = JSON.stringify(data)
    const signal = AbortSignal.timeout(timeout)
    const response = await fetch(url, { method, headers: header, body, signal })
    return { statusCode: response.status, data: parsed(await response.text()) }
  }
  void send().then(success, (error: unknown) => fail({ errMsg: `request:fail ${String(error)}` }))
}

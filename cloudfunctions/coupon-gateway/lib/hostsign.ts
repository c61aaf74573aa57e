import { createHash } from 'node:crypto'
import { is, number, object, string, union } from 'valibot'
import { parseJson } from './json'
import { sameSecret } from './sessions'

// WeChat renews nonce and timestamp every 10 minutes, old base libraries not while in the background.
const FRESH_SECONDS = 60 * 60

const Signed = object({
  noncestr: string(),
  timestamp: union([number(), string()]),
  signature: string(),
})

/**
 * Checks the signature that WeChat puts on requests that come out of our plugin: SHA-1 over host appid, nonce,
 * timestamp and the plugin's token, sorted and joined. The host's appid stands in the Referer. Many requests share one
 * signature, so it says where a request comes from and is no protection against replay; the session is.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/framework/plugin/development.html
 */
export const verifyHostSign = (
  headers: NodeJS.Dict<string | string[]>,
  token: string,
  now: number,
): 'signed' | 'missing' | 'wrong' => {
  const header = headers['x-wechat-hostsign']
  if (header === undefined) return 'missing'
  const signed = parseJson(String(header))
  const host = /^https:\/\/servicewechat\.com\/(wx[0-9a-z]+)\//i.exec(
    String(headers['referer']),
  )?.[1]
  if (!host || !is(Signed, signed)) return 'wrong'
  const { noncestr, timestamp, signature } = signed
  if (!(Math.abs(now / 1000 - Number(timestamp)) <= FRESH_SECONDS)) return 'wrong'
  // JavaScript's own order, because that is the order in which WeChat's sample sorts the four.
  const parts = [host, noncestr, String(timestamp), token]
  parts.sort()
  const expected = createHash('sha1').update(parts.join('')).digest('hex')
  return sameSecret(signature, expected) ? 'signed' : 'wrong'
}

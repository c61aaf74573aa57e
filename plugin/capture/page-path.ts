import { attempt } from '../attempt'

/** decodeURIComponent that leaves what it cannot decode as it is: QR codes in the wild carry broken encoding. */
export const decode = (text: string): string => attempt(() => decodeURIComponent(text), text)

/**
 * The page as the vendor wants it: the route (without a leading `/`), and its query just as the host got it, without
 * the keys whose values must never leave the phone, wherever they stand: also inside the `scene` of a QR code, or
 * inside the address (`q`) of an ordinary link's.
 * Source: Tencent Youshu, consume_coupon, page.
 */
export const pagePath = (
  route: string,
  query: Readonly<Record<string, unknown>>,
  redacted: readonly string[],
): string => {
  const secret = (pair: string) => {
    const key = decode(pair.split('=', 1)[0] ?? '').toLowerCase()
    return redacted.some((name) => name.toLowerCase() === key)
  }
  const keys = Object.keys(query).filter((key) => !secret(key))
  const pairs = keys.map((key) => {
    const value = String(query[key] ?? '')
    const all = decode(decode(value)).split(/(?=[?&#])/)
    const kept = all.filter((pair) => !secret(pair.replace(/^[?&#]/, '')))
    const whole = kept.length === all.length
    return `${key}=${whole ? value : encodeURIComponent(kept.join('').replace(/^&/, ''))}`
  })
  return route.replace(/^\/+/, '') + (pairs.length ? `?${pairs.join('&')}` : '')
}

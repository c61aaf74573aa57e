import type { Gateway } from '../../plugin/coupons/gateway'
import type { Clock } from '../../plugin/delivery/ports'

/** What the gateway, or the way to it, does with one request. */
type Behaviour = (path: string, body: object) => unknown

/** An answer of 200 with this body, as it comes out of JSON. */
export const answers =
  (body: unknown): Behaviour =>
  async () =>
    JSON.parse(JSON.stringify(body) ?? 'null') as unknown
export const refuses = (status: number): Behaviour => {
  return async () => {
    throw Object.assign(new Error(`HTTP ${status}`), { status })
  }
}
export const offline: Behaviour = async () => {
  throw new Error('request:fail')
}
export const silent: Behaviour = () => new Promise(() => undefined)
/** The same, but only after so long, by the test's clock. */
export const after =
  (ms: number, clock: Clock, then: Behaviour): Behaviour =>
  (path, body) =>
    new Promise((resolve) => clock.after(ms, () => resolve(then(path, body))))

/** A merchant's gateway: it remembers each request. It knows one path, and wants goods in a cart. */
export const createFakeGateway = (coupons: readonly object[] = []) => {
  const normal: Behaviour = (path, body) => {
    if (path !== '/usable-coupons') return refuses(404)(path, body)
    if (!Array.isArray(Reflect.get(body, 'trade_marks'))) return refuses(422)(path, body)
    return answers({ source: 'embedded', best: null, coupons })(path, body)
  }
  const fake = {
    requests: [] as { readonly path: string; readonly body: object }[],
    answer: normal,
    /** What happens to the next requests; then `answer` holds again. */
    next: [] as Behaviour[],
    /** Typed as a host's JavaScript is: it may give back anything. */
    gateway: ((path, body) => {
      fake.requests.push({ path, body })
      return (fake.next.shift() ?? fake.answer)(path, body)
    }) as Gateway,
  }
  return fake
}

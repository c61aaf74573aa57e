import { attempt } from '../attempt'
import { observe } from '../capture/observe'
import { givenPagePath } from '../capture/page-path'
import type * as Privacy from '../capture/privacy'
import { chanFields, shopRule } from '../event/channel'
import { type Chan, scene, userFields, type WxUser } from '../event/context'
import { list, object, optional, parse, text } from '../event/schema'

/** What the live SDK knows, as far as it is understood. */
export interface SrKnows {
  readonly user: () => Partial<WxUser>
  readonly chan: () => Partial<Chan>
  /** '' where it knows none. */
  readonly page: (redactQuery: readonly string[]) => string
}

/** An order's new status, as the merchant reports it to the SDK. */
export interface CustomOrder {
  readonly order_status: string
  readonly order_id: string | undefined
  readonly sub_order_ids: readonly string[]
}

const userSchema = object({ ...userFields, app_id: optional(text), open_id: optional(text) })
const chanSchema = object(
  { chan_wxapp_scene: optional(scene), chan_refer_app_id: optional(text), ...chanFields },
  shopRule,
)
/** Source: Tencent Youshu, 订单 custom_order. What the SDK makes by itself has no order's number. */
const customOrderSchema = object({
  order: object({ order_status: text, order_id: optional(text) }),
  sub_orders: optional(list(optional(object({ sub_order_id: text })))),
})

const adopted = new WeakSet()

/**
 * A live sr-sdk-wxapp (1.8.2 to 2.1.1 answer alike), observed: the very object that every file of the merchant's imports gets a
 * `track` of its own in front of the SDK's, with the same `this`, arguments, result and errors. What it knows of user,
 * channel and page is asked for when it is needed, and only once the SDK runs: before, it logs an error for each question.
 * undefined: this is no such SDK; nothing is changed.
 */
export const adopt = (sr: unknown, onOrder: (order: CustomOrder) => void): SrKnows | undefined => {
  if (typeof sr !== 'object' || !sr) return undefined
  const sdk = sr as Readonly<Record<string, unknown>>
  const original = attempt(() => sdk['track'])
  if (typeof original !== 'function') return undefined

  const follow = (_: unknown, [name, data]: readonly unknown[]): void => {
    if (name !== 'custom_order') return
    const { output } = parse(customOrderSchema, data)
    if (!output) return
    const { order, sub_orders = [] } = output
    const sub_order_ids = sub_orders.map(({ sub_order_id }) => sub_order_id)
    onOrder({ order_status: order.order_status, order_id: order.order_id, sub_order_ids })
  }
  if (!adopted.has(sr)) {
    adopted.add(sr)
    const own = Object.getOwnPropertyDescriptor(sr, 'track')
    const track = observe(original, [undefined, follow])
    // A frozen SDK keeps its own.
    attempt(() => {
      Object.defineProperty(sr, 'track', {
        value: track,
        writable: true,
        configurable: true,
        enumerable: own?.enumerable ?? false,
      })
    })
  }
  /** Each answer is a shallow copy, whose tags are live: the schema copies deep. */
  const ask = (question: string): unknown =>
    attempt(() => {
      const answer = sdk['inited'] === true ? sdk[question] : undefined
      return typeof answer === 'function' ? (answer.call(sr) as unknown) : undefined
    })
  return {
    user: () => parse(userSchema, ask('getWxUserInfo') ?? {}).output ?? {},
    chan() {
      const { isPersonalValue }: typeof Privacy = require('../capture/privacy')
      // The SDK copies whatever the query holds.
      const known = Object.entries(Object(ask('getChanInfo')) as object).filter(
        ([, value]) => !isPersonalValue(String(value)),
      )
      return parse(chanSchema, Object.fromEntries(known)).output ?? {}
    },
    page(redactQuery) {
      const path = ask('getPagePathInfo')
      return typeof path === 'string' && path ? givenPagePath(path, redactQuery) : ''
    },
  }
}

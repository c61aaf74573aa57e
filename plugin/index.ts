import type { EnterOptions } from './capture/channel'
import type { Cart } from './coupons/cart'
import type * as Client from './coupons/client'
import type * as Gateways from './coupons/gateway'
import type { CloudGatewayOptions, Gateway, RequestGatewayOptions } from './coupons/gateway'
import type { CouponsOutcome } from './coupons/types'
import type { JournalEntry } from './delivery/journal'
import type { OrderChange, OrderCoupon } from './event/consume-coupon'
import type {
  ActionType,
  Channel,
  Component,
  CouponEvent,
  CustomChannel,
  Tag,
  User,
} from './event/context'
import type { ActionCoupon, CouponAction, CouponActionType } from './event/coupon-actions'
import type { Issue } from './event/schema'
import type { ObserveApp, ObserveComponent, ObservePage, Wrap } from './host'
import type { Edition, InitOptions } from './options'
import type { Tracked } from './reports'
import { createTracker, type Status } from './tracker'
import { platform } from './wx/platform'

export type {
  ActionCoupon,
  ActionType,
  Cart,
  Channel,
  CloudGatewayOptions,
  Component,
  CouponAction,
  CouponActionType,
  CouponEvent,
  CouponsOutcome,
  CustomChannel,
  Edition,
  EnterOptions,
  Gateway,
  InitOptions,
  Issue,
  JournalEntry,
  OrderChange,
  OrderCoupon,
  RequestGatewayOptions,
  Status,
  Tag,
  Tracked,
  User,
}

/** Required at the first call of one of them, each by itself: a gateway that is made at launch loads no client. */
const gateways = (): typeof Gateways => require('./coupons/gateway')

const tracker = createTracker({
  ...platform,
  usableCoupons(...question) {
    const { usableCoupons: ask }: typeof Client = require('./coupons/client')
    return ask(...question)
  },
})

/**
 * Starts the plugin; once, at launch. With wrong options it logs `console.error`s that say what to mend, and stays off:
 * what is reported until then waits in memory.
 * @example init({ appId: 'bi0123456789abcdef', titles: { 'pages/checkout': '结算' } })
 */
export const init: (options: InitOptions) => void = tracker.init

/**
 * Grants or revokes consent; revoking stops the delivery and erases everything that the plugin stored, also for later
 * launches. Anything but true and false is an issue and changes nothing.
 */
export const setConsent: (granted: boolean) => void = tracker.setConsent

/** Who it is (Tencent Youshu, consume_coupon, wx_user). Events reported before wait for it, also over a restart. */
export const setUser: (user: User) => void = tracker.setUser

/** The part of the channel that only the merchant knows (consume_coupon, chan); laid over what was set before. */
export const setChan: (chan: Partial<Channel>) => void = tracker.setChan

/** The `page_title` of the page in front. */
export const setPageTitle: (title: string) => void = tracker.setPageTitle

// Options in, options of the same type out: that they are observed does not show in the type.

/** Options in, observed options out: `App(tracker.app({...}))`. */
export const app: ObserveApp = tracker.app as ObserveApp

/** Options in, observed options out: `Page(tracker.page({...}, { page_title: '商品详情' }))`. */
export const page: ObservePage = tracker.page

/** Options in, observed options out, for components and for pages that are built with `Component`. */
export const component: ObserveComponent = tracker.component

/** Constructor in, constructor out; nothing global is assigned. */
export const wrapApp: Wrap = tracker.wrapApp

/** Constructor in, constructor out; nothing global is assigned: `wrapPage(Page)({...})`. */
export const wrapPage: Wrap = tracker.wrapPage

/** Constructor in, constructor out; the builder of `Component()` without arguments is handed through. */
export const wrapComponent: Wrap = tracker.wrapComponent

/** For hosts that wrap nothing: call it in App.onShow with its options. */
export const appShow: (options: EnterOptions) => void = tracker.appShow

/** For hosts that wrap nothing: call it in App.onHide. */
export const appHide: () => void = tracker.appHide

/**
 * Reports that an order moved. One event per coupon is checked, stored (before this returns) and delivered; the same
 * change reported twice is one event. Never throws: what is wrong stands in `issues`. An issue of severity 'error' cost
 * the event of its coupon, a 'warning' none.
 * @example trackOrder({ order_status: 'pay', order_id: 'A1', coupons: [{ coupon_id, coupon_ins_id, coupon_ins_name }] })
 */
export const trackOrder: (change: OrderChange) => Tracked = tracker.trackOrder

/**
 * Reports that coupons were shown, tapped or received, on the same queue; for tenants of the datanexus edition.
 * Source: DataNexus, trigger_coupon; `expose_coupon` and `get_coupon` have no page of their own and take its shape.
 * @example trackCoupon({ type: 'trigger_coupon', coupons: [{ coupon_id, coupon_batch_name: '满 30 减 5' }] })
 */
export const trackCoupon: (action: CouponAction) => Tracked = tracker.trackCoupon

/**
 * Takes user, channel and page from a live sr-sdk-wxapp, so that one person is one person in Youshu, and follows the
 * statuses of its `custom_order` for orders whose coupons were reported once with `trackOrder`. Gives back the very same
 * object; where there is no such SDK, what it was given.
 * @example const sr = tracker.adopt(require('sr-sdk-wxapp'))
 */
export const adopt: <T>(sr: T) => T = tracker.adopt

/** Sends what can be sent now; resolves when nothing more can be sent for the time being. Never rejects. */
export const flush: () => Promise<void> = tracker.flush

/** Counts since the launch, what waits, what was refused and why, and the last outcomes. */
export const getStatus: () => Status = tracker.getStatus

/** Sends again what the collector refused and what was parked for it. */
export const retryRefused: () => void = tracker.retryRefused

/** Every outcome as it happens. Returns what ends the listening. */
export const onReport: (listener: (entry: JournalEntry) => void) => () => void = tracker.onReport

/**
 * The coupons of this user on this cart, best first; over the gateway that `init` was given. Never rejects: what it
 * resolves to says whether it is an answer, an old one, or none and why. Of several questions with the same `slot`
 * only the last one matters; the others are `outdated`. Source of the rules: zvcms API 2.0, 7.4.6.
 */
export const usableCoupons: (cart: Cart, slot?: string) => Promise<CouponsOutcome> =
  tracker.usableCoupons

/**
 * A gateway for `init`, over the host's own `wx.request`, which is given 5 s. Rejects where that fails, and on another
 * status than 200. `usableCoupons` waits 5 s for any gateway, whatever that waits for.
 */
export const requestGateway: (options: RequestGatewayOptions) => Gateway = (options) =>
  gateways().requestGateway(options)

/** A gateway for `init`, over the host's own `wx.cloud.callFunction`. Rejects where that does, and on another status than 200. */
export const cloudGateway: (options: CloudGatewayOptions) => Gateway = (options) =>
  gateways().cloudGateway(options)

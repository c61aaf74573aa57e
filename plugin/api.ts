import type { EnterOptions } from './capture/channel'
import type { Channel, User } from './event/context'
import type { OrderChange } from './event/consume-coupon'
import type { Cart } from './coupons/cart'
import type { cloudGateway } from './coupons/gateway'
import type { CouponsOutcome } from './coupons/types'
import type { requestGateway } from './coupons/gateway'
import type { InitOptions } from './options'
import type { JournalEntry } from './delivery/journal'
import type { createTracker, Tracked } from './tracker'

type AppConstructor = WechatMiniprogram.App.Constructor
type PageConstructor = WechatMiniprogram.Page.Constructor
type ComponentConstructor = WechatMiniprogram.Component.Constructor
type Any = WechatMiniprogram.IAnyObject

/** Options in, options of the same type out: a merchant's `this` keeps its type. */
type ObserveApp = <T extends Any>(
  options: WechatMiniprogram.App.Options<T>,
) => WechatMiniprogram.App.Options<T>
type ObservePage = <
  D extends WechatMiniprogram.Page.DataOption,
  C extends WechatMiniprogram.Page.CustomOption,
>(
  options: WechatMiniprogram.Page.Options<D, C>,
  extra?: { page_title?: string },
) => WechatMiniprogram.Page.Options<D, C>
type ObserveComponent = <
  D extends WechatMiniprogram.Component.DataOption,
  P extends WechatMiniprogram.Component.PropertyOption,
  M extends WechatMiniprogram.Component.MethodOption,
  B extends WechatMiniprogram.Component.BehaviorOption,
  I extends Any = {},
  IsPage extends boolean = false,
>(
  options: WechatMiniprogram.Component.Options<D, P, M, B, I, IsPage>,
  extra?: { component_name?: string },
) => WechatMiniprogram.Component.Options<D, P, M, B, I, IsPage>

type Status = ReturnType<ReturnType<typeof createTracker>['getStatus']>

/** What a merchant gets from `requirePlugin('coupon-tracker')`. */
export interface Plugin {
  /**
   * Starts the plugin; once, at launch. With wrong options it logs `console.error`s that say what to mend, and stays off.
   * @example init({ appId: 'bi0123456789abcdef', titles: { 'pages/checkout': '结算' } })
   */
  readonly init: (options: InitOptions) => void

  /** The user's word: true starts delivery; false stops it and erases everything that the plugin stored. */
  readonly setConsent: (granted: boolean) => void

  /** Who it is (seed 000, wx_user). Events told before wait for it, also over a restart. */
  readonly setUser: (user: User) => void

  /** The part of the channel that only the merchant knows (seed 000, chan); laid over what was set before. */
  readonly setChan: (chan: Partial<Channel>) => void

  /** The `page_title` of the page in front. */
  readonly setPageTitle: (title: string) => void

  /** Options in, observed options out: `App(tracker.app({...}))`. */
  readonly app: ObserveApp

  /** Options in, observed options out: `Page(tracker.page({...}, { page_title: '商品详情' }))`. */
  readonly page: ObservePage

  /** Options in, observed options out, for components and for pages that are built with `Component`. */
  readonly component: ObserveComponent

  /** Constructor in, constructor out; nothing global is assigned. */
  readonly wrapApp: (original: AppConstructor) => AppConstructor

  /** Constructor in, constructor out; nothing global is assigned: `wrapPage(Page)({...})`. */
  readonly wrapPage: (original: PageConstructor) => PageConstructor

  /** Constructor in, constructor out; the builder of `Component()` without arguments is handed through. */
  readonly wrapComponent: (original: ComponentConstructor) => ComponentConstructor

  /** For hosts that wrap nothing: call it in App.onShow with its options. */
  readonly appShow: (options: EnterOptions) => void

  /** For hosts that wrap nothing: call it in App.onHide. Sends what can still be sent. */
  readonly appHide: () => void

  /**
   * Tells that an order moved. One event per coupon is checked, stored (before this returns) and delivered; the same
   * change told twice is one event. Never throws: what is wrong stands in `issues`.
   * @example trackOrder({ order_status: 'pay', order_id: 'A1', coupons: [{ coupon_id, coupon_ins_id, coupon_ins_name }] })
   */
  readonly trackOrder: (change: OrderChange) => Tracked

  /** Sends what can be sent now; resolves when nothing more can be sent for the time being. Never rejects. */
  readonly flush: () => Promise<void>

  /** Counts since the launch, what waits, what was refused and why, and the last troubles. */
  readonly getStatus: () => Status

  /** Sends again what the collector refused and what was set aside for it. */
  readonly retryRefused: () => void

  /**
   * The coupons of this user on this cart, best first; over the gateway that `init` was given. Never rejects: what it
   * resolves to says whether it is an answer, an old one, or none and why. Of several questions with the same `slot`
   * only the last one matters; the others are `outdated`. Source of the rules: zvcms API 2.0, 7.4.6.
   */
  readonly usableCoupons: (cart: Cart, slot?: string) => Promise<CouponsOutcome>

  /** A gateway for `init`, over the host's own `wx.request`. */
  readonly requestGateway: typeof requestGateway

  /** A gateway for `init`, over the host's own `wx.cloud.callFunction`. */
  readonly cloudGateway: typeof cloudGateway

  /** Every outcome as it happens. Returns what ends the listening. */
  readonly onReport: (listener: (entry: JournalEntry) => void) => () => void
}

import type { EnterOptions } from './capture/channel'
import type { Channel } from './event/chan'
import type { OrderChange } from './event/order-change'
import type { User } from './event/wx-user'
import type { InitOptions } from './options'
import type { JournalEntry } from './report/journal'
import { createTracker, type Tracked } from './tracker'
import { phone } from './wx/phone'

export type { Channel, EnterOptions, InitOptions, JournalEntry, OrderChange, Tracked, User }
export type { Issue } from './event/issue'

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

const tracker = createTracker(phone)

/**
 * Starts the plugin; once, at launch. With wrong options it logs `console.error`s that say what to mend, and stays off.
 * @example init({ appId: 'bi0123456789abcdef', titles: { 'pages/checkout': '结算' } })
 */
export const init: (options: InitOptions) => void = tracker.init

/** The user's word: true starts delivery; false stops it and erases everything that the plugin stored. */
export const setConsent: (granted: boolean) => void = tracker.setConsent

/** Who it is (seed 000, wx_user). Events told before wait for it, also over a restart. */
export const setUser: (user: User) => void = tracker.setUser

/** The part of the channel that only the merchant knows (seed 000, chan); laid over what was set before. */
export const setChan: (chan: Partial<Channel>) => void = tracker.setChan

/** The `page_title` of the page in front. */
export const setPageTitle: (title: string) => void = tracker.setPageTitle

// The three below take and give objects; the types say that what comes out is of the type that went in.
/** Options in, observed options out: `App(tracker.app({...}))`. */
export const app = tracker.app as ObserveApp

/** Options in, observed options out: `Page(tracker.page({...}, { page_title: '商品详情' }))`. */
export const page = tracker.page as ObservePage

/** Options in, observed options out, for components and for pages that are built with `Component`. */
export const component = tracker.component as ObserveComponent

/** Constructor in, constructor out; nothing global is assigned. */
export const wrapApp = tracker.wrap(tracker.app) as (original: AppConstructor) => AppConstructor

/** Constructor in, constructor out; nothing global is assigned: `wrapPage(Page)({...})`. */
export const wrapPage = tracker.wrap(tracker.page) as (original: PageConstructor) => PageConstructor

/** Constructor in, constructor out; the builder of `Component()` without arguments is handed through. */
export const wrapComponent = tracker.wrap(tracker.component) as (
  original: ComponentConstructor,
) => ComponentConstructor

/** For hosts that wrap nothing: call it in App.onShow with its options. */
export const appShow: (options: EnterOptions) => void = tracker.appShow

/** For hosts that wrap nothing: call it in App.onHide. Sends what can still be sent. */
export const appHide: () => void = tracker.appHide

/**
 * Tells that an order moved. One event per coupon is checked, stored (before this returns) and delivered; the same
 * change told twice is one event. Never throws: what is wrong stands in `issues`.
 * @example trackOrder({ order_status: 'pay', order_id: 'A1', coupons: [{ coupon_id, coupon_ins_id, coupon_ins_name }] })
 */
export const trackOrder: (change: OrderChange) => Tracked = tracker.trackOrder

/** Sends what can be sent now; resolves when nothing more can be sent for the time being. Never rejects. */
export const flush: () => Promise<void> = tracker.flush

/** Counts since the launch, what waits, what was refused and why, and the last troubles. */
export const getStatus: () => ReturnType<typeof tracker.getStatus> = tracker.getStatus

/** Sends again what the collector refused and what was set aside for it. */
export const retryRefused: () => void = tracker.retryRefused

/** Every outcome as it happens. Returns what ends the listening. */
export const onReport: (listener: (entry: JournalEntry) => void) => () => void = tracker.onReport

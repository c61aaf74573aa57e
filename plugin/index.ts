import type { EnterOptions } from './capture/channel'
import type { Channel } from './event/chan'
import type { OrderChange } from './event/order-change'
import type { User } from './event/wx-user'
import type { InitOptions } from './options'
import type { JournalEntry } from './report/journal'
import { createTracker, type Tracked } from './tracker'
import { appId } from './wx/app-id'
import { clock } from './wx/clock'
import { entry } from './wx/entry'
import { onNetworkReturn } from './wx/network'
import { createSend } from './wx/send'
import { storage } from './wx/storage'

export type { Channel, EnterOptions, InitOptions, JournalEntry, OrderChange, Tracked, User }
export type { Issue } from './event/issue'

type DataOption = WechatMiniprogram.Page.DataOption
type CustomOption = WechatMiniprogram.Page.CustomOption
type PageOptions<D extends DataOption, C extends CustomOption> = WechatMiniprogram.Page.Options<
  D,
  C
>
type PageConstructor = WechatMiniprogram.Page.Constructor
type ComponentConstructor = WechatMiniprogram.Component.Constructor
type AppConstructor = WechatMiniprogram.App.Constructor
type AppOption = WechatMiniprogram.IAnyObject

const tracker = createTracker({
  storage,
  clock,
  createSend: (target) => createSend(clock, target),
  entry,
  wxAppId: appId,
  onNetworkReturn,
})

/**
 * Starts the plugin; once, at launch. With wrong options it logs one `console.error` that says what to mend, and
 * stays off.
 * @example init({ appId: 'bi0123456789abcdef', titles: { 'pages/checkout': '结算' } })
 */
export const init = (options: InitOptions): void => tracker.init(options)

/** The user's word: true starts delivery; false stops it and erases everything that the plugin stored. */
export const setConsent = (granted: boolean): void => tracker.setConsent(granted)

/** Who it is (seed 000, wx_user). Events told before wait for it, also over a restart. */
export const setUser = (user: User): void => tracker.setUser(user)

/** The part of the channel that only the merchant knows (seed 000, chan); laid over what was set before. */
export const setChan = (chan: Partial<Channel>): void => tracker.setChan(chan as Channel)

/** The `page_title` of the page in front. */
export const setPageTitle = (title: string): void => tracker.setPageTitle(title)

/** Options in, observed options out: `App(tracker.app({...}))`. */
export const app = <T extends AppOption>(
  options: WechatMiniprogram.App.Options<T>,
): WechatMiniprogram.App.Options<T> => tracker.app(options) as typeof options

/** Options in, observed options out: `Page(tracker.page({...}, { page_title: '商品详情' }))`. */
export const page = <D extends DataOption, C extends CustomOption>(
  options: PageOptions<D, C>,
  { page_title }: { page_title?: string } = {},
): PageOptions<D, C> => tracker.page(options, page_title) as typeof options

/** Options in, observed options out, for components and for pages that are built with `Component`. */
export const component = <
  D extends WechatMiniprogram.Component.DataOption,
  P extends WechatMiniprogram.Component.PropertyOption,
  M extends WechatMiniprogram.Component.MethodOption,
  B extends WechatMiniprogram.Component.BehaviorOption,
  I extends WechatMiniprogram.IAnyObject = {},
  IsPage extends boolean = false,
>(
  options: WechatMiniprogram.Component.Options<D, P, M, B, I, IsPage>,
  { component_name }: { component_name?: string } = {},
): WechatMiniprogram.Component.Options<D, P, M, B, I, IsPage> =>
  tracker.component(options, component_name) as typeof options

/** Constructor in, constructor out; nothing global is assigned: `const Page_ = tracker.wrapPage(Page)`. */
export const wrapPage = (original: PageConstructor): PageConstructor =>
  ((options: object) => original(tracker.page(options) as never)) as PageConstructor

/** Constructor in, constructor out; the builder of `Component()` without arguments is handed through. */
export const wrapComponent = (original: ComponentConstructor): ComponentConstructor =>
  ((...args: object[]) =>
    args[0] ? original(tracker.component(args[0]) as never) : original()) as ComponentConstructor

/** Constructor in, constructor out. */
export const wrapApp = (original: AppConstructor): AppConstructor =>
  ((options: object) => original(tracker.app(options) as never)) as AppConstructor

/** For hosts that wrap nothing: call it in App.onShow with its options. */
export const appShow = (options: EnterOptions): void => tracker.appShow(options)

/** For hosts that wrap nothing: call it in App.onHide. Sends what can still be sent. */
export const appHide = (): void => tracker.appHide()

/**
 * Tells that an order moved. One event per coupon is checked, stored (before this returns) and delivered; the same
 * change told twice is one event. Never throws: what is wrong stands in `issues`.
 * @example trackOrder({ order_status: 'pay', order_id: 'A1', coupons: [{ coupon_id, coupon_ins_id, coupon_ins_name }] })
 */
export const trackOrder = (change: OrderChange): Tracked => tracker.trackOrder(change)

/** Sends what can be sent now; resolves when nothing more can be sent for the time being. Never rejects. */
export const flush = (): Promise<void> => tracker.flush()

/** Counts since the launch, what waits, what was refused and why, and the last troubles. */
export const getStatus = (): ReturnType<typeof tracker.getStatus> => tracker.getStatus()

/** Sends again what the collector refused and what was set aside for it. */
export const retryRefused = (): void => tracker.retryRefused()

/** Every outcome as it happens. Returns what ends the listening. */
export const onReport = (listener: (entry: JournalEntry) => void): (() => void) =>
  tracker.onReport(listener)

import type { Plugin } from './api'
import type { couponsApi as CouponsApi } from './coupons/coupons-api'
import { createTracker } from './tracker'
import { platform } from './wx/platform'

export type { EnterOptions } from './capture/channel'
export type { Channel } from './event/context'
export type { Issue } from './event/schema'
export type { OrderChange } from './event/consume-coupon'
export type { User } from './event/context'
export type { InitOptions } from './options'
export type { JournalEntry } from './delivery/journal'
export type { Tracked } from './tracker'

/** Required at its first call: who asks for no coupons loads nothing of that room. */
const later =
  (name: keyof typeof CouponsApi) =>
  (...asked: unknown[]) =>
    require('./coupons/coupons-api').couponsApi[name](...asked)

// The options of pages, components and apps go through as plain objects; that they keep their type, the API says.
const plugin = {
  ...createTracker({ ...platform, usableCoupons: later('usableCoupons') }),
  requestGateway: later('requestGateway'),
  cloudGateway: later('cloudGateway'),
} as Plugin

export const {
  app,
  appHide,
  appShow,
  cloudGateway,
  component,
  flush,
  getStatus,
  init,
  onReport,
  page,
  requestGateway,
  retryRefused,
  setChan,
  setConsent,
  setPageTitle,
  setUser,
  trackOrder,
  usableCoupons,
  wrapApp,
  wrapComponent,
  wrapPage,
} = plugin

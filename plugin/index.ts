import type { Plugin } from './api'
import { createTracker } from './tracker'
import { phone } from './wx/phone'

export type { EnterOptions } from './capture/channel'
export type { Channel } from './event/chan'
export type { Issue } from './event/issue'
export type { OrderChange } from './event/order-change'
export type { User } from './event/wx-user'
export type { InitOptions } from './options'
export type { JournalEntry } from './report/journal'
export type { Tracked } from './tracker'

// The options of pages, components and apps go through as plain objects; that they keep their type, the API says.
const plugin = createTracker(phone) as Plugin

export const {
  init,
  setConsent,
  setUser,
  setChan,
  setPageTitle,
  app,
  page,
  component,
  wrapApp,
  wrapPage,
  wrapComponent,
  appShow,
  appHide,
  trackOrder,
  flush,
  getStatus,
  retryRefused,
  onReport,
} = plugin

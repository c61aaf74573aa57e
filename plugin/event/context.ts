import type { Chan } from './chan'
import type { Component } from './component'
import type { User, WxUser } from './wx-user'

/**
 * Where, by which channel and by whom: the public attributes of an event, as captured at one moment.
 * What is not known yet is absent; only `open_id` may still come later, through `setUser`.
 */
export interface Context {
  readonly page?: string
  readonly page_title?: string
  readonly chan: Partial<Chan>
  readonly component?: Component
  readonly wx_user: Partial<User> & Omit<WxUser, 'open_id'>
}

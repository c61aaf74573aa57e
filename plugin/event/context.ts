import type { Component } from './component'
import type { ConsumeCoupon } from './consume-coupon'
import type { User } from './wx-user'

type Props = ConsumeCoupon['props']
export type Chan = Props['chan']

/**
 * Where, by which channel and by whom: the public attributes of an event, as captured at one moment.
 * What is not known is absent; only `open_id` may still come later, through `setUser`.
 */
export interface Context {
  readonly page?: string | undefined
  readonly page_title?: string | undefined
  readonly chan: Partial<Chan>
  readonly component?: Component | undefined
  readonly wx_user: Partial<User> & Partial<Pick<Props['wx_user'], 'app_id' | 'local_id'>>
}

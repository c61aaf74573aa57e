import type { ConsumeCoupon } from './consume-coupon'
import type { User } from './wx-user'

type Props = ConsumeCoupon['props']
export type Chan = Props['chan']
export type Component = NonNullable<Props['component']>

/**
 * Where, by which channel and by whom: the public attributes of an event, as captured at one moment.
 * What is not known is absent; only `open_id` may still come later, through `setUser`.
 */
export interface Context {
  readonly page?: string | undefined
  readonly page_title?: string | undefined
  readonly chan: Partial<Chan>
  readonly component?: Component | undefined
  readonly wx_user: Partial<User> & {
    readonly app_id?: string | undefined
    readonly local_id?: string | undefined
  }
}

import type { EnterOptions } from './capture/channel'
import type { Cart } from './coupons/cart'
import type { Gateway } from './coupons/gateway'
import type { CouponsOutcome } from './coupons/types'
import type { Clock, Send, Storage } from './delivery/ports'

/** What the phone gives; `createSend` gets a look at where to send, which only `init` tells. */
export interface Outside {
  readonly storage: Storage
  readonly clock: Clock
  readonly createSend: (target: () => { appId: string; reportUrl: string }) => Send
  readonly entry: () => EnterOptions | undefined
  /** `''` where it cannot be had. */
  readonly wxAppId: () => string
  readonly onOnline: (run: () => void) => void
  /** The coupons room, which is loaded when it is first asked. */
  readonly usableCoupons: (
    cart: Cart,
    slot: string | undefined,
    gateway: Gateway | undefined,
    clock: Clock,
    open_id: string | undefined,
  ) => Promise<CouponsOutcome>
}

import type { ConsumeCoupon } from '../event/consume-coupon'
import type { User } from '../event/context'
import type { createDelivery } from './delivery'

export interface Queued {
  readonly id: string
  readonly group: string
  readonly step: string
  readonly hold: string
  readonly at: number
  readonly to: { readonly appId: string; readonly reportUrl: string }
  readonly text: string
}

/** Until the delivery takes items: they are made events again, and what it cannot hold is held here. */
export const itemsOver = (old: ReturnType<typeof createDelivery>) => {
  let held: Queued[] = []
  let word: boolean | undefined
  let users: User | undefined
  const isReady = ({ hold }: Queued) => !hold.replace(/open_id|local_id|,/g, '')
  const pass = (items: readonly Queued[]) =>
    old.add(items.map(({ text: json }) => JSON.parse(json) as ConsumeCoupon))
  return {
    add(items: readonly Queued[]) {
      const waiting = items.filter((item) => !isReady(item))
      held.push(...waiting)
      const { queued, duplicates } = pass(items.filter(isReady))
      return { queued: [...queued, ...waiting.map(({ id }) => id)], duplicates }
    },
    complete(fill: (item: Queued) => Queued) {
      const items = held.splice(0).map(fill)
      held = items.filter((item) => !isReady(item))
      pass(items.filter(isReady))
      const probe = fill({
        id: '',
        group: '',
        step: '',
        hold: '?',
        at: 0,
        to: { appId: '', reportUrl: '' },
        text: '{"props":{"chan":{},"wx_user":{}}}',
      })
      const { wx_user } = (JSON.parse(probe.text) as ConsumeCoupon).props
      if (wx_user.open_id && JSON.stringify(users) !== JSON.stringify(wx_user))
        old.setUser((users = wx_user))
    },
    localId: (): string | undefined => undefined,
    setConsent: (granted: boolean) => old.setConsent((word = granted)),
    start: () => old.setConsent((word = true)),
    pause: () => undefined,
    isRefused: () => word === false,
    nudge: () => old.flush(true),
    flush: (done: () => void) => old.flush(true, done),
    retryRefused: old.retryRefused,
    read: old.read,
  }
}

import type { EventRow } from './event-row'
import { reasonText } from './reason-text'

/** What a complaint that belongs to no event is about (`trackOrder: coupons: expected …`), and what it says. */
export const complaintTitle = ({ state, reason = '' }: EventRow) => {
  const [, about = '', rest = reason] = /^([^:]+): (.*)$/s.exec(reason) ?? []
  const title = about || (state === 'dropped' ? '以前留下的记录' : '插件')
  return { title, about: '', reason: reasonText(rest) }
}

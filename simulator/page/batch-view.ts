import type { Batch } from '../contracts'
import { clockSeconds } from './clock'
import { chinese, element } from './element'

const DAY_SECONDS = 86_400

// The vendor counts days in China.
const day = (ms: number) => new Date(ms).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })

const validity = ({ start_at, end_at, valid_seconds }: Batch) => {
  if (start_at !== undefined && end_at !== undefined) return `${day(start_at)} – ${day(end_at)}`
  if (valid_seconds === undefined) return 'no end 长期有效'
  const days = Math.round(valid_seconds / DAY_SECONDS)
  return `${days} days after claiming 领取后 ${days} 天`
}

const count = (name: string, value: number, zh: string) => {
  const made = element('span', value > 0 ? 'tally some' : 'tally', element('b', '', `${value}`), zh)
  made.dataset['tally'] = name
  made.title = name
  return made
}

/** Whether any event spoke of it. */
export const isUsed = ({ pre_consumed, consumed, refunded }: Batch): boolean =>
  pre_consumed + consumed + refunded > 0

/** One batch: what it is, and how many events were stored about it. */
export const batchView = (batch: Batch) => {
  const { coupon_id, name, at, pre_consumed, consumed, refunded } = batch
  const events = element('button', 'to-events', 'its events ', chinese('看事件'))
  events.type = 'button'
  events.dataset['eventsOf'] = coupon_id
  const view = element(
    'article',
    'batch',
    element('header', '', element('b', '', name), element('code', '', coupon_id)),
    element('p', '', `${validity(batch)} · uploaded `, chinese('上传于'), ` ${clockSeconds(at)}`),
    element(
      'div',
      'tallies',
      count('pre_consumed', pre_consumed, '预核销'),
      count('consumed', consumed, '核销'),
      count('refunded', refunded, '退还'),
      isUsed(batch) && events,
    ),
  )
  view.dataset['batchId'] = coupon_id
  return view
}

import { chinaTime } from './china-time'

interface Dates {
  /** Seconds; 0 or nothing: there is none. */
  readonly start_at?: number
  readonly end_at?: number
}

export interface Validity {
  readonly text: string
  /** It ends today or tomorrow. */
  readonly soon: boolean
}

/** From when until when a coupon can be used, as its card says it at `now` (ms); empty where it has no dates. */
export const validity = ({ start_at, end_at }: Dates, now: number): Validity => {
  const today = chinaTime(now / 1000)
  const start = start_at && start_at * 1000 > now ? chinaTime(start_at) : undefined
  const end = end_at ? chinaTime(end_at) : undefined
  const plain = (text: string) => ({ text, soon: false })
  if (start) return plain(end ? `${start.date} 至 ${end.date}` : `${start.date} 起可用`)
  if (!end || !today) return plain('')
  const left = end.day - today.day
  if (Number(end_at) * 1000 < now || left > 1) return plain(`有效期至 ${end.date}`)
  return { text: `${left ? '明天' : '今天'} ${end.clock} 到期`, soon: true }
}

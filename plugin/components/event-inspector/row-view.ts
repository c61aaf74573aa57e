import type { EventRow, RowState } from './rows'

interface StateText {
  readonly word: string
  /** The colour of the word. */
  readonly tone: 'ok' | 'wait' | 'bad' | 'muted'
  /** What it means and what comes next; empty where the word is enough. */
  readonly hint: string
}

/** Each state in the developer's language. */
const STATE_TEXTS: Record<RowState, StateText> = {
  pending: { word: '待发送', tone: 'muted', hint: '' },
  waiting: {
    word: '等待用户标识',
    tone: 'wait',
    hint: '还没有 open_id：调用 setUser 之后自动发送。',
  },
  later: { word: '稍后重试', tone: 'wait', hint: '发送没有成功，会自动重试。' },
  accepted: { word: '已送达', tone: 'ok', hint: '' },
  parked: {
    word: '已暂放',
    tone: 'bad',
    hint: '其他事件照常发送。有别的事件被接收时，它会再发一次；也可以点「重发暂放」。',
  },
  dropped: { word: '已丢弃', tone: 'bad', hint: '' },
  duplicate: {
    word: '重复',
    tone: 'muted',
    hint: '同一次变化以前已经上报过，或者还在队列里，不会重复上报。',
  },
  invalid: { word: '未通过检查', tone: 'bad', hint: '没有进入队列：按上面的说明改好再上报。' },
  error: { word: '插件内部错误', tone: 'bad', hint: '插件自己的错误，不影响小程序运行。' },
}

const ACTION_TEXTS: Readonly<Record<string, string>> = {
  pre_consume: '预核销',
  consume: '核销',
  refund_consume: '退还核销',
  expose_coupon: '曝光',
  trigger_coupon: '点按',
  get_coupon: '领取',
}
/** These happen before any order. */
const WITHOUT_ORDER = ['expose_coupon', 'trigger_coupon', 'get_coupon']

const REASON_TEXTS: Readonly<Record<string, string>> = {
  timeout: '10 秒内没有应答（timeout）',
  full: '超出上限：最多保留 1000 条或 800 KB（full）',
  expired: '运行满 30 天或暂放满 30 天，仍未送达（expired）',
  consent: '用户没有同意上报（consent）',
  damaged: '本机存储的记录已损坏（damaged）',
  missing: '本机存储里的记录不见了（missing）',
  newer: '较新版本存下的记录，原样留着（newer）',
}

/** A reason for reading: the plugin's own codes as text, all others as they are. */
export const reasonText = (reason: string | undefined): string =>
  reason === undefined ? '' : (REASON_TEXTS[reason] ?? reason)

const two = (part: number): string => `${part}`.padStart(2, '0')

/** `at` in ms as 09:05:07, in the phone's own time zone. */
export const timeText = (at: number): string => {
  const time = new Date(at)
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')
}

/** A part of an event's id as it was before it was escaped; a sub-order's has a prefix. */
const idPart = (part: string): string =>
  part.replace(/^sub~/, '').replace(/%7E/g, '~').replace(/%2F/g, '/').replace(/%25/g, '%')

/** The coupon's name, in either edition's place. */
const couponName = ({ props }: NonNullable<EventRow['event']>): string =>
  props.coupon_instance?.coupon_ins_name ??
  String(props.coupon?.['coupon_name'] ?? props.coupon_batch?.coupon_batch_name ?? '')

/** What the event is: its id names action, order (or batch) and coupon; the rest is in its content, where that is at hand. */
const eventTexts = ({ event, event_id = '', reason }: EventRow) => {
  const [action = '', order = '', coupon = ''] = event_id.split('/').map(idPart)
  const name = event ? couponName(event) : ''
  const deduction = event?.props.coupon_deduction
  const off = deduction === undefined ? '' : `，抵扣 ${deduction} 元`
  const place = WITHOUT_ORDER.includes(action) ? '批次' : '订单'
  return {
    title: `${ACTION_TEXTS[action] ?? action}${name ? `「${name}」` : ''}`,
    about: `${place} ${order}\n券 ${coupon}${off}`,
    reason: reasonText(reason),
  }
}

/** An issue that belongs to no event (`trackOrder: coupons: expected …`): which call it concerns, and the rest. */
const issueTexts = ({ state, reason = '' }: EventRow) => {
  const [, call = '', rest = reason] = /^([^:]+): (.*)$/s.exec(reason) ?? []
  const title = call || (state === 'dropped' ? '以前留下的记录' : '插件')
  return { title, about: '', reason: reasonText(rest) }
}

const hintText = ({ state, behind, retry_at }: EventRow): string => {
  if (state === 'pending' && behind) return '排在同一订单还没有送达的前一个事件后面。'
  const { hint } = STATE_TEXTS[state]
  return state === 'parked' && retry_at !== null ? `${timeText(retry_at)} 再试。${hint}` : hint
}

/** One row as the template shows it: '' where there is nothing to show. */
export const rowView = (row: EventRow) => {
  const { key, event, event_id, state, repeats } = row
  const { word, tone } = STATE_TEXTS[state]
  const { title, about, reason } = event_id ? eventTexts(row) : issueTexts(row)
  const again = repeats ? `重复 ${repeats} 次` : ''
  const isWaiting = state === 'pending' || state === 'waiting' || state === 'later'
  return {
    key,
    state,
    word,
    tone,
    title,
    about,
    reason,
    warning: row.warning ? `提醒：${row.warning}` : '',
    hint: hintText(row),
    time: timeText(row.at),
    again,
    /** A kill would lose it. */
    unsaved: row.unsaved && isWaiting,
    /** The event can be opened. */
    whole: event !== undefined,
  }
}

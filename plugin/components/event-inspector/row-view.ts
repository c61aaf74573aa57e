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
  refused: {
    word: '被拒收',
    tone: 'bad',
    hint: '已搁置，会自动重试几次；也可以点「重发被拒收」。',
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
}

const REASON_TEXTS: Readonly<Record<string, string>> = {
  timeout: '10 秒内没有应答（timeout）',
  full: '超出上限：最多保留 1000 条或 800 KB（full）',
  expired: '超过 30 天没有送达（expired）',
  consent: '用户没有同意上报（consent）',
  damaged: '本机存储的记录已损坏（damaged）',
  storage: '本机存储写不进去（storage）',
}

/** A reason for reading: the plugin's own codes as text, all others as they are. */
export const reasonText = (reason: string | undefined): string =>
  reason === undefined ? '' : (REASON_TEXTS[reason] ?? reason)

const two = (part: number): string => `${part}`.padStart(2, '0')

/** `at` in ms as 09:05:07, in the phone's own time zone. */
const timeText = (at: number): string => {
  const time = new Date(at)
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')
}

/** What the event is, by its content; where that is not at hand, by its id: action, order, coupon. */
const eventTexts = ({ event, event_id = '', reason }: EventRow) => {
  const [action = '', order = '', ...coupon] = event_id.split('/')
  const { coupon_instance, order_id, sub_order_id, coupon_deduction } = event?.props ?? {}
  const { coupon_ins_id = coupon.join('/'), coupon_ins_name } = coupon_instance ?? {}
  const off = coupon_deduction === undefined ? '' : `，抵扣 ${coupon_deduction} 元`
  return {
    title: `${ACTION_TEXTS[action] ?? action}${coupon_ins_name ? `「${coupon_ins_name}」` : ''}`,
    about: `订单 ${sub_order_id ?? order_id ?? order}\n券 ${coupon_ins_id}${off}`,
    reason: reasonText(reason),
  }
}

/** An issue that belongs to no event (`trackOrder: coupons: expected …`): which call it concerns, and the rest. */
const issueTexts = ({ state, reason = '' }: EventRow) => {
  const [, call = '', rest = reason] = /^([^:]+): (.*)$/s.exec(reason) ?? []
  const title = call || (state === 'dropped' ? '以前留下的记录' : '插件')
  return { title, about: '', reason: reasonText(rest) }
}

/** One row as the template shows it: '' where there is nothing to show. */
export const rowView = (row: EventRow) => {
  const { key, event, event_id, state, repeats } = row
  const { word, tone, hint } = STATE_TEXTS[state]
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
    hint: state === 'pending' && row.behind ? '排在同一订单还没有送达的前一个事件后面。' : hint,
    time: timeText(row.at),
    again,
    /** A kill would lose it. */
    unsaved: row.unsaved && isWaiting,
    /** The event can be opened. */
    whole: event !== undefined,
  }
}

import type { JournalEntry, Status } from '../../index'
import { reasonText, rowView, timeText } from './row-view'
import { type EventRow, rowsOf } from './rows'

/** What the developer has chosen to see. */
export interface ViewOptions {
  /** How many rows at most. */
  readonly limit: number
  /** The key of the row whose JSON is open; '': none. */
  readonly opened: string
  /** The last entry that was there when the list was cleared. */
  readonly cleared: JournalEntry | undefined
  readonly contextOpened: boolean
  /** A flush is under way. */
  readonly sending: boolean
}

/** The numbers on top: what is there now, then what happened since the launch. */
const countsView = (status: Status) => [
  { key: 'pending', tone: 'wait', word: '待发送', count: status.pending },
  { key: 'parked', tone: 'bad', word: '已暂放', count: status.parked.length },
  { key: 'accepted', tone: 'ok', word: '已送达', count: status.accepted },
  { key: 'duplicate', tone: 'muted', word: '重复', count: status.duplicate },
  { key: 'invalid', tone: 'bad', word: '未通过检查', count: status.invalid },
  { key: 'dropped', tone: 'bad', word: '已丢弃', count: status.dropped },
]

/** What was lost since the launch by its reason, and what may be or went wrong; empty: nothing. */
const lossesView = ({ losses, unsaved, error, unmapped }: Status): string[] => [
  ...Object.entries(losses).map(([reason, count]) => `丢弃 ${count} 条：${reasonText(reason)}`),
  ...(unsaved ? [`未能存到本机 ${unsaved} 条：只在内存里，关掉小程序就会丢`] : []),
  ...Object.entries(unmapped).map(
    ([order_status, count]) => `状态 ${order_status} 没有对应的动作，没有上报：${count} 次`,
  ),
  ...(error ? [`插件内部错误 ${error} 次`] : []),
]

/** An object's fields as lines (`chan_id: poster-7`), what is nested as JSON; what is undefined or '' is left out. */
const fieldLines = (fields: object): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')

/**
 * Where, by which channel and by whom an event would be that is reported now. `missing`: how to supply what is not
 * there; `needed`: without it the event is not sent.
 */
const contextView = ({ context }: Status) => {
  const { page, page_title, chan, component, wx_user } = context
  const { chan_wxapp_scene, ...channel } = chan
  const noUser = wx_user.open_id ? '' : '没有 open_id：事件会等到 setUser 之后再发'
  return [
    {
      word: '页面',
      value: page ?? '',
      missing: '没有：当前页面要经过 tracker.page 或 wrapPage，否则事件通不过检查',
      needed: true,
    },
    {
      word: '页面标题',
      value: page_title ?? '',
      missing: '没有：可用 setPageTitle、page(…, { page_title }) 或 init 的 titles',
      needed: false,
    },
    {
      word: '场景值',
      value: chan_wxapp_scene === undefined ? '' : `${chan_wxapp_scene}`,
      missing: '没有：App 要经过 tracker.app，或者调用 appShow',
      needed: true,
    },
    { word: '渠道', value: fieldLines(channel), missing: '没有：可用 setChan', needed: false },
    { word: '用户', value: fieldLines(wx_user), missing: noUser, needed: true },
    {
      word: '组件',
      value: fieldLines(component ?? {}),
      missing: '没有：只有在被包装的组件的方法里上报，才会带上',
      needed: false,
    },
  ].map(({ missing, ...line }) => ({
    ...line,
    missing: line.value && missing !== noUser ? '' : missing,
  }))
}

const PENDING_STATES = ['pending', 'waiting', 'later']

const countRows = (rows: readonly EventRow[]) => ({
  pending: rows.filter(({ state }) => PENDING_STATES.includes(state)).length,
  parked: rows.filter(({ state }) => state === 'parked').length,
})

/** `3 条待发送、1 条已暂放`; '' for none of both. */
const amountText = (pending: number, parked: number): string =>
  [pending > 0 && `${pending} 条待发送`, parked > 0 && `${parked} 条已暂放`]
    .filter(Boolean)
    .join('、')

/** What the list does not show: events that are in no row, and those before the list was cleared. */
const notesView = (
  status: Status,
  rows: readonly EventRow[],
  shown: readonly EventRow[],
): string[] => {
  const all = countRows(rows)
  const visible = countRows(shown)
  const cleared = amountText(all.pending - visible.pending, all.parked - visible.parked)
  const unlisted = status.parked.filter(
    ({ event_id }) => !rows.some((row) => row.event_id === event_id),
  )
  const older = amountText(status.pending - all.pending, unlisted.length)
  const last = unlisted[unlisted.length - 1]
  const reason = last ? `最近一条暂放的原因：${reasonText(last.reason)}` : ''
  return [
    older && `另有 ${older}，没有逐条列出：上次启动留下的，或早于最近的记录。${reason}`,
    cleared && `清空之前的事件里还有 ${cleared}，没有显示；它们仍会发送。`,
  ].filter((note) => note !== '')
}

/** When the plugin sends by itself the next time, and why not before; '': nothing is waited for. */
const nextText = ({ next }: Status): string =>
  next ? `下一次发送 ${timeText(next.at)}：${reasonText(next.reason)}` : ''

const emptyText = (total: number, cleared: unknown): string => {
  if (total) return ''
  if (cleared) return '清空之后还没有新的变化。'
  return '本次启动还没有事件。用 trackOrder 上报一次订单变化，这里就会出现一条。'
}

/** Everything that the template shows; only the opened row's JSON is in it. */
export const inspectorView = (status: Status, options: ViewOptions) => {
  const { recent } = status
  const { limit, opened, cleared, contextOpened, sending } = options
  const rows = rowsOf(status)
  // An entry that is gone is older than all that are there.
  const since = new Set(recent.slice(cleared ? recent.indexOf(cleared) + 1 : 0))
  const shown = rows.filter(({ last }) => since.has(last))
  const event = shown.find(({ key }) => key === opened)?.event
  const { page = '', chan } = status.context
  return {
    sending,
    counts: countsView(status),
    next: nextText(status),
    losses: lossesView(status),
    notes: notesView(status, rows, shown),
    contextOpened,
    summary: [page, chan.chan_wxapp_scene && `场景 ${chan.chan_wxapp_scene}`]
      .filter(Boolean)
      .join('，'),
    context: contextOpened ? contextView(status) : [],
    rows: shown.slice(0, limit).map(rowView),
    total: shown.length,
    empty: emptyText(shown.length, cleared),
    more: Math.max(0, shown.length - limit),
    opened: event ? opened : '',
    json: event ? JSON.stringify(event, undefined, 2) : '',
  }
}

import { contextView } from './context-view'
import { countsView } from './counts-view'
import { lossesView } from './losses-view'
import { notesView } from './notes-view'
import type { Entry, PluginStatus } from './plugin-status'
import { rowView } from './row-view'
import { rowsOf } from './rows-of'

/** What the developer has chosen to see. */
export interface Choice {
  /** How many rows at most. */
  readonly limit: number
  /** The key of the row whose JSON is open; '': none. */
  readonly opened: string
  /** The last entry that was there when the list was cleared. */
  readonly cleared: Entry | undefined
  readonly contextOpened: boolean
  /** A flush is under way. */
  readonly sending: boolean
}

const emptyText = (total: number, cleared: unknown): string => {
  if (total) return ''
  if (cleared) return '清空之后还没有新的变化。'
  return '本次启动还没有事件。用 trackOrder 上报一次订单变化，这里就会出现一条。'
}

/** Everything that the template shows; only the opened row's JSON is in it. */
export const inspectorView = (status: PluginStatus, choice: Choice) => {
  const { recent } = status
  const { limit, opened, cleared, contextOpened, sending } = choice
  const rows = rowsOf(recent)
  // An entry that is gone is older than all that are there.
  const since = new Set(recent.slice(cleared ? recent.indexOf(cleared) + 1 : 0))
  const shown = rows.filter(({ last }) => since.has(last))
  const event = shown.find(({ key }) => key === opened)?.event
  const { page = '', chan } = status.context
  return {
    sending,
    counts: countsView(status),
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

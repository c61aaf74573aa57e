import type { EventRow } from './event-row'
import type { PluginStatus } from './plugin-status'
import { reasonText } from './reason-text'

/** How many entries `recent` holds at most; what is older has fallen out. */
const RECENT = 200
const WAITING = ['pending', 'waiting', 'later']

/** `3 条待发送、1 条被拒收`; '' for none of both. */
const amount = (pending: number, refused: number): string =>
  [pending > 0 && `${pending} 条待发送`, refused > 0 && `${refused} 条被拒收`]
    .filter(Boolean)
    .join('、')

const count = (rows: readonly EventRow[]) => ({
  pending: rows.filter(({ state }) => WAITING.includes(state)).length,
  refused: rows.filter(({ state }) => state === 'refused').length,
})

/** What the list does not show, in words: events of earlier runs, and those before the list was cleared. */
export const notesView = (
  status: PluginStatus,
  rows: readonly EventRow[],
  shown: readonly EventRow[],
): string[] => {
  const all = count(rows)
  const visible = count(shown)
  const cleared = amount(all.pending - visible.pending, all.refused - visible.refused)
  const earlier = status.quarantine.filter(
    ({ id }) => !rows.some(({ event_id, state }) => event_id === id && state === 'refused'),
  )
  const older = amount(status.pending - all.pending, earlier.length)
  const origin =
    status.recent.length < RECENT ? '上次启动留下的' : '上次启动留下的，或早于最近 200 条记录'
  const last = earlier[earlier.length - 1]
  const reason = last ? `最近一次拒收的原因：${reasonText(last.reason)}` : ''
  return [
    older && `另有 ${older}，没有逐条列出：${origin}。${reason}`,
    cleared && `清空之前的事件里还有 ${cleared}，没有显示；它们仍会发送。`,
  ].filter((note) => note !== '')
}

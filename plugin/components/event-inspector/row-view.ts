import { complaintTitle } from './complaint-title'
import type { EventRow } from './event-row'
import { eventTitle } from './event-title'
import { reasonText } from './reason-text'
import { STATE_WORDS } from './state-words'
import { timeText } from './time-text'

/** One row as the template shows it: '' where there is nothing to say. */
export const rowView = (row: EventRow) => {
  const { key, event, event_id, state, repeats } = row
  const { word, tone, hint } = STATE_WORDS[state]
  const { title, about, reason } = event_id
    ? { ...eventTitle(row), reason: reasonText(row.reason) }
    : complaintTitle(row)
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
    /** There is something to open. */
    whole: event !== undefined,
    label: [title, word, again].filter(Boolean).join('，'),
  }
}

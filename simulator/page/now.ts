import { field, textOf } from './values'
import type { Change } from './change'
import type { Balance, Moment, Place } from './ledger'
import { isOffline, reasonText, refusalText, REQUEST_TIMEOUT_MS, unanswered } from './stations'
import { t } from './messages'

/** What the one button of the sentence does. */
export type NowAction = 'open' | 'online' | 'skipWait' | 'plus10'

/** What happens next, and when: a sentence, a countdown, and a button that shortens the wait. */
export interface Now {
  readonly tone: 'well' | 'bad' | 'dead' | 'lost'
  readonly sentence: string
  readonly next: string
  /** Phone time up to which `next` counts down, where it has a `{0}` for that. */
  readonly until?: number
  readonly action?: NowAction
}

interface Standing {
  readonly changes: readonly Change[]
  readonly places: ReadonlyMap<string, Place>
  readonly balance: Balance
  readonly moment: Moment
}

const hasUser = ({ event }: Change) => !!textOf(field(event, 'props', 'wx_user', 'open_id'))

const running = ({ changes, places, balance, moment }: Standing): Now => {
  const { status, now, online } = moment
  const waits = changes.filter(({ event_id }) => places.get(event_id)?.kind === 'waiting')
  const parked = status?.parked ?? []
  const next = status?.next?.at
  const until = next === undefined ? {} : { until: next }
  const sent = waits.find(({ sentAt }) => sentAt !== undefined)
  if (sent) {
    const since = unanswered(sent, now)
    if (since === undefined) return { tone: 'well', sentence: t('sending'), next: '' }
    const end = since + REQUEST_TIMEOUT_MS
    return { tone: 'bad', sentence: t('noAnswerYet'), next: t('givesUpTry'), until: end }
  }
  if (!online) {
    const sentence = waits.length > 0 ? t('noNetwork', waits.length) : t('noNetworkYet')
    const goes = next === undefined ? t('goesOnlineOnly') : t('goesOnline')
    return {
      tone: 'bad',
      sentence,
      next: waits.length > 0 ? goes : '',
      ...(waits.length > 0 && until),
      action: 'online',
    }
  }
  if (waits.length > 0 && waits.every(({ acceptedAt }) => acceptedAt !== undefined)) {
    const sentence = `${t('atGateway')}: ${t('waitingNow', waits.length)}`
    return { tone: 'bad', sentence, next: t('atGatewayText') }
  }
  const free = waits.filter(({ event_id }) => !parked.some((one) => one.event_id === event_id))
  if (free.length > 0 && free.every((change) => !hasUser(change)))
    return { tone: 'bad', sentence: t('forUserNow', free.length), next: '' }
  if (free.length > 0) {
    const why = free.find(({ reason }) => reason !== undefined && !isOffline(reason))?.reason
    const sentence = [why && `${reasonText(why)}: `, t('waitingNow', free.length)].join('')
    return {
      tone: 'bad',
      sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1),
      next: next === undefined ? '' : t('nextTry'),
      ...until,
      action: 'skipWait',
    }
  }
  const [first] = [...parked].sort((one, other) => (one.retry_at ?? 0) - (other.retry_at ?? 0))
  if (first) {
    return {
      tone: 'bad',
      sentence: t('parkedNow', parked.length, refusalText(first.reason)),
      next: first.retry_at === null ? '' : t('parkedNext'),
      ...(first.retry_at !== null && { until: first.retry_at }),
      action: 'plus10',
    }
  }
  const all = balance.delivered > 0 ? t('allDelivered', balance.delivered) : ''
  const where = moment.app === 'hidden' ? t('inBackground') : ''
  const sentence = [where, all].filter(Boolean).join(' ')
  return { tone: 'well', sentence, next: t('nothingWaits') }
}

const killed = ({ waiting }: Balance): Now => ({
  tone: 'dead',
  sentence: waiting > 0 ? t('notRunning', waiting) : t('notRunningYet'),
  next: waiting > 0 ? t('nextLaunch') : '',
  action: 'open',
})

/** The sentence on top of the timeline. */
export const nowOf = (standing: Standing): Now => {
  const { balance, moment } = standing
  const now = moment.app === 'killed' ? killed(balance) : running(standing)
  if (balance.lost === 0) return now
  return { ...now, tone: 'lost', sentence: `${t('someLost', balance.lost)} ${now.sentence}` }
}

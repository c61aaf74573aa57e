import { field, words } from './field'
import type { Change } from './history'
import type { Balance, Moment, Place } from './place'
import { reasonWords, refusalWords, REQUEST_TIMEOUT_MS, unanswered } from './stations'
import { say } from './words'

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

const hasUser = ({ event }: Change) => !!words(field(event, 'props', 'wx_user', 'open_id'))

const running = ({ changes, places, balance, moment }: Standing): Now => {
  const { status, now, online } = moment
  const waits = changes.filter(({ event_id }) => places.get(event_id)?.kind === 'waiting')
  const parked = status?.parked ?? []
  const next = status?.next?.at
  const until = next === undefined ? {} : { until: next }
  const sent = waits.find(({ sentAt }) => sentAt !== undefined)
  if (sent) {
    const since = unanswered(sent, now)
    if (since === undefined) return { tone: 'well', sentence: say('sending'), next: '' }
    const end = since + REQUEST_TIMEOUT_MS
    return { tone: 'bad', sentence: say('noAnswerYet'), next: say('givesUpTry'), until: end }
  }
  if (!online) {
    const sentence = waits.length > 0 ? say('noNetwork', waits.length) : say('noNetworkYet')
    const goes = next === undefined ? say('goesOnlineOnly') : say('goesOnline')
    return {
      tone: 'bad',
      sentence,
      next: waits.length > 0 ? goes : '',
      ...(waits.length > 0 && until),
      action: 'online',
    }
  }
  if (waits.length > 0 && waits.every(({ acceptedAt }) => acceptedAt !== undefined)) {
    const sentence = `${say('atGateway')}: ${say('waitingNow', waits.length)}`
    return { tone: 'bad', sentence, next: say('atGatewayText') }
  }
  const free = waits.filter(({ event_id }) => !parked.some((one) => one.event_id === event_id))
  if (free.length > 0 && free.every((change) => !hasUser(change)))
    return { tone: 'bad', sentence: say('forUserNow', free.length), next: '' }
  if (free.length > 0) {
    const why = free.find(({ reason }) => reason !== undefined && reason !== 'offline')?.reason
    const sentence = [why && `${reasonWords(why)}: `, say('waitingNow', free.length)].join('')
    return {
      tone: 'bad',
      sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1),
      next: next === undefined ? '' : say('nextTry'),
      ...until,
      action: 'skipWait',
    }
  }
  const [first] = [...parked].sort((one, other) => (one.retry_at ?? 0) - (other.retry_at ?? 0))
  if (first) {
    return {
      tone: 'bad',
      sentence: say('parkedNow', parked.length, refusalWords(first.reason)),
      next: first.retry_at === null ? '' : say('parkedNext'),
      ...(first.retry_at !== null && { until: first.retry_at }),
      action: 'plus10',
    }
  }
  const all = balance.delivered > 0 ? say('allDelivered', balance.delivered) : ''
  const where = moment.app === 'hidden' ? say('inBackground') : ''
  const sentence = [where, all].filter(Boolean).join(' ')
  return { tone: 'well', sentence, next: say('nothingWaits') }
}

const killed = ({ waiting }: Balance): Now => ({
  tone: 'dead',
  sentence: waiting > 0 ? say('notRunning', waiting) : say('notRunningYet'),
  next: waiting > 0 ? say('nextLaunch') : '',
  action: 'open',
})

/** The sentence on top of the timeline. */
export const nowOf = (standing: Standing): Now => {
  const { balance, moment } = standing
  const now = moment.app === 'killed' ? killed(balance) : running(standing)
  if (balance.lost === 0) return now
  return { ...now, tone: 'lost', sentence: `${say('someLost', balance.lost)} ${now.sentence}` }
}

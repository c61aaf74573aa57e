import { clockSeconds, field, milliseconds, span, textOf } from './values'
import type { Change } from './change'
import type { LossReason, Moment, Place } from './ledger'
import { hasMessage, t } from './messages'

/** How a station's bead is drawn: reached, being waited at, on the way, set aside, not reached, lost. */
export type StationState = 'done' | 'busy' | 'send' | 'park' | 'todo' | 'lost'

export interface Station {
  readonly name: 'reported' | 'saved' | 'waiting' | 'delivered'
  readonly state: StationState
  readonly value: string
  readonly note: string
  /** Phone time up to which `note` counts down, where it has a `{0}` for that. */
  readonly until?: number
  /** Whether the note is a word of the merchant's (always Chinese here) and not of the page. */
  readonly isMerchants?: boolean
}

/** A request that has had no answer for so long is shown as such; the plugin ends it after ten seconds. */
const PATIENT_MS = 900
export const REQUEST_TIMEOUT_MS = 10_000

/** There was no network then. */
export const isOffline = (reason: string): boolean =>
  reason === 'offline' || /DISCONNECTED|interrupted/.test(reason)

/** A reason as it stands in the history, in words. */
export const reasonText = (reason: string): string => {
  if (isOffline(reason)) return t('whyOffline')
  if (reason === 'killed') return t('whyKilled')
  if (reason === 'refused') return t('whyRefused')
  if (/timeout|abort/.test(reason)) return t('whyTimeout')
  if (reason.startsWith('request:fail')) return t('whyLost')
  const status = /^HTTP (\d+)/.exec(reason)?.[1]
  if (status === '200') return t('whyRefused')
  return status ? t('whyHttp', status) : reason
}

/** Why the collector refused, as short as the answer allows: `code 1`. */
export const refusalText = (reason: string): string => {
  const code = /"?code"?:? ?(-?\d+)/.exec(reason)?.[1]
  return code === undefined ? reason.slice(0, 40) : `code ${code}`
}

const lossText: Readonly<Record<LossReason, readonly [value: string, note: string]>> = {
  dropped: ['lostDropped', ''],
  gone: ['lostGone', 'lostGoneText'],
  forgotten: ['lostForgotten', 'lostForgottenText'],
  unproven: ['lostUnproven', 'lostUnprovenText'],
}
const word = (key: string) => (hasMessage(key) ? t(key) : '')

/** Since when the request under way has been waiting too long for its answer; undefined: it has not. */
export const unanswered = ({ sentAt }: Change, now: number): number | undefined =>
  sentAt !== undefined && now - sentAt > PATIENT_MS ? sentAt : undefined

const reportedStation = (change: Change): Station => {
  const title = textOf(field(change.event, 'props', 'page_title'))
  return {
    name: 'reported',
    state: 'done',
    value: clockSeconds(change.at),
    note: title ?? '',
    isMerchants: true,
  }
}

const savedStation = (change: Change, { stored }: Moment): Station => {
  const { event_id, order_status, saved, arrivals } = change
  const common = { name: 'saved' } as const
  if (saved) {
    const value = milliseconds(saved.ms)
    return { ...common, state: 'done', value, note: t('bytes', saved.bytes) }
  }
  if (stored.has(event_id) || arrivals > 0) {
    // Only `trackOrder` is watched: of what another call reported, the page does not know when it was saved.
    const value = t(order_status === '' ? 'saved' : 'savedLater')
    return { ...common, state: 'done', value, note: '' }
  }
  return { ...common, state: 'busy', value: t('notSaved'), note: t('notSavedText') }
}

const waitingNow = (change: Change, moment: Moment): Station => {
  const { app, online, now, status } = moment
  const busy = (value: string, note = '', until?: number): Station => ({
    name: 'waiting',
    state: 'busy',
    value,
    note,
    ...(until !== undefined && { until }),
  })
  const next = status?.next?.at
  const nextTry = next === undefined ? undefined : t('next')
  if (change.acceptedAt !== undefined) return busy(t('atGateway'), t('atGatewayText'))
  if (app === 'killed') return busy(t('atKilled'), t('atKilledText'))
  if (change.sentAt !== undefined) {
    const since = unanswered(change, now)
    return since === undefined
      ? { name: 'waiting', state: 'send', value: t('atSending'), note: '' }
      : busy(t('atNoAnswer'), t('givesUp'), since + REQUEST_TIMEOUT_MS)
  }
  const parked = status?.parked.find(({ event_id }) => event_id === change.event_id)
  if (parked) {
    const value = t('atParked', refusalText(parked.reason))
    const until = parked.retry_at ?? undefined
    const note = until === undefined ? '' : t('next')
    return { name: 'waiting', state: 'park', value, note, ...(until !== undefined && { until }) }
  }
  if (!textOf(field(change.event, 'props', 'wx_user', 'open_id')))
    return busy(t('waiting'), t('forUser'))
  if (!online) return busy(t('atOffline'), nextTry, next)
  if (change.reason !== undefined && !isOffline(change.reason))
    return busy(reasonText(change.reason), nextTry, next)
  return busy(change.tries > 0 ? t('waiting') : t('atQueue'), nextTry, next)
}

const waitingStation = (change: Change, place: Place, moment: Moment): Station => {
  if (place.kind === 'waiting') return waitingNow(change, moment)
  const reasons = [...new Set([...change.reasons].map(reasonText))].join(', ')
  if (place.kind === 'lost') return { name: 'waiting', state: 'todo', value: '–', note: reasons }
  const end = change.acceptedAt ?? change.storedAt ?? change.at
  return {
    name: 'waiting',
    state: 'done',
    value: span(Math.max(0, end - change.at)),
    note: reasons,
  }
}

const deliveredStation = (change: Change, place: Place): Station => {
  const common = { name: 'delivered' } as const
  if (place.kind === 'lost') {
    const [value, note] = lossText[place.reason]
    return { ...common, state: 'lost', value: word(value), note: place.detail || word(note) }
  }
  const { storedAt, acceptedAt, arrivals, tries } = change
  if (place.kind === 'waiting') {
    if (storedAt === undefined) return { ...common, state: 'todo', value: '–', note: '' }
    return {
      ...common,
      state: 'todo',
      value: clockSeconds(storedAt),
      note: t('arrivedUnconfirmed'),
    }
  }
  const repeats = arrivals - 1
  const note =
    repeats > 0
      ? repeats === 1
        ? t('oneRepeat')
        : t('manyRepeats', repeats)
      : tries > 1
        ? t('tries', tries)
        : t('oneTry')
  return {
    ...common,
    state: 'done',
    value: clockSeconds(acceptedAt ?? storedAt ?? change.at),
    note,
  }
}

/** The four stations of an event, in the order in which it passes them. */
export const stationsOf = (change: Change, place: Place, moment: Moment): readonly Station[] => [
  reportedStation(change),
  savedStation(change, moment),
  waitingStation(change, place, moment),
  deliveredStation(change, place),
]

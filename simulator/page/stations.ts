import { clockSeconds, span } from './clock'
import { field, words } from './field'
import type { Change } from './history'
import type { LossReason, Moment, Place } from './place'
import { hasWord, say } from './words'

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

/** A reason as it stands in the history, in words. */
export const reasonWords = (reason: string): string => {
  if (reason === 'offline') return say('whyOffline')
  if (reason === 'killed') return say('whyKilled')
  if (reason === 'refused') return say('whyRefused')
  if (/timeout|abort/.test(reason)) return say('whyTimeout')
  if (/DISCONNECTED|interrupted/.test(reason)) return say('whyOffline')
  if (reason.startsWith('request:fail')) return say('whyLost')
  const status = /^HTTP (\d+)/.exec(reason)?.[1]
  if (status === '200') return say('whyRefused')
  return status ? say('whyHttp', status) : reason
}

/** Why the collector refused, as short as the answer allows: `code 1`. */
export const refusalWords = (reason: string): string => {
  const code = /"?code"?:? ?(-?\d+)/.exec(reason)?.[1]
  return code === undefined ? reason.slice(0, 40) : `code ${code}`
}

const lossWords: Readonly<Record<LossReason, readonly [value: string, note: string]>> = {
  dropped: ['lostDropped', ''],
  gone: ['lostGone', 'lostGoneText'],
  forgotten: ['lostForgotten', 'lostForgottenText'],
  unproven: ['lostUnproven', 'lostUnprovenText'],
}
const word = (key: string) => (hasWord(key) ? say(key) : '')

/** Since when the request under way has been waiting too long for its answer; undefined: it has not. */
export const unanswered = ({ sentAt }: Change, now: number): number | undefined =>
  sentAt !== undefined && now - sentAt > PATIENT_MS ? sentAt : undefined

const reportedStation = (change: Change): Station => {
  const title = words(field(change.event, 'props', 'page_title'))
  return {
    name: 'reported',
    state: 'done',
    value: clockSeconds(change.at),
    note: title ?? '',
    isMerchants: true,
  }
}

const savedStation = ({ event_id, saved, arrivals }: Change, { stored }: Moment): Station => {
  const common = { name: 'saved' } as const
  if (saved) {
    const value = `${saved.ms.toFixed(1)} ms`
    return { ...common, state: 'done', value, note: say('bytes', saved.bytes) }
  }
  if (stored.has(event_id) || arrivals > 0)
    return { ...common, state: 'done', value: say('savedLater'), note: '' }
  return { ...common, state: 'busy', value: say('notSaved'), note: say('notSavedText') }
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
  const nextTry = next === undefined ? undefined : say('next')
  if (change.acceptedAt !== undefined) return busy(say('atGateway'), say('atGatewayText'))
  if (app === 'killed') return busy(say('atKilled'), say('atKilledText'))
  if (change.sentAt !== undefined) {
    const since = unanswered(change, now)
    return since === undefined
      ? { name: 'waiting', state: 'send', value: say('atSending'), note: '' }
      : busy(say('atNoAnswer'), say('givesUp'), since + REQUEST_TIMEOUT_MS)
  }
  const parked = status?.parked.find(({ event_id }) => event_id === change.event_id)
  if (parked) {
    const value = say('atParked', refusalWords(parked.reason))
    const until = parked.retry_at ?? undefined
    const note = until === undefined ? '' : say('next')
    return { name: 'waiting', state: 'park', value, note, ...(until !== undefined && { until }) }
  }
  if (!words(field(change.event, 'props', 'wx_user', 'open_id')))
    return busy(say('waiting'), say('forUser'))
  if (!online) return busy(say('atOffline'), nextTry, next)
  if (change.reason !== undefined && change.reason !== 'offline')
    return busy(reasonWords(change.reason), nextTry, next)
  return busy(change.tries > 0 ? say('waiting') : say('atQueue'), nextTry, next)
}

const waitingStation = (change: Change, place: Place, moment: Moment): Station => {
  if (place.kind === 'waiting') return waitingNow(change, moment)
  const reasons = [...new Set([...change.reasons].map(reasonWords))].join(', ')
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
    const [value, note] = lossWords[place.reason]
    return { ...common, state: 'lost', value: word(value), note: place.detail || word(note) }
  }
  const { storedAt, acceptedAt, arrivals, tries } = change
  if (place.kind === 'waiting') {
    if (storedAt === undefined) return { ...common, state: 'todo', value: '–', note: '' }
    return {
      ...common,
      state: 'todo',
      value: clockSeconds(storedAt),
      note: say('arrivedUnconfirmed'),
    }
  }
  const repeats = arrivals - 1
  const note =
    repeats > 0
      ? repeats === 1
        ? say('oneRepeat')
        : say('manyRepeats', repeats)
      : tries > 1
        ? say('tries', tries)
        : say('oneTry')
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

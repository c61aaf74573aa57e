import type { PluginStatus } from '../phone/monitor'
import { byId, element, icon, redraw } from './element'
import type { Change } from './change'
import { currentLanguage, t, type MessageKey } from './messages'

export type AppState = 'running' | 'hidden' | 'killed'

/** Everything beside the history that says how an event stands at this moment. */
export interface Moment {
  readonly app: AppState
  readonly online: boolean
  /** The phone's clock and the real one, in ms. */
  readonly now: number
  readonly real: number
  /** What the plugin says; undefined where the app does not run. */
  readonly status: PluginStatus | undefined
  /** Ids of the events that the phone's storage holds, read by the page itself. */
  readonly stored: ReadonlySet<string>
}

export type LossReason = 'dropped' | 'gone' | 'forgotten' | 'unproven'

/** Where an event is: exactly one of the three. */
export type Place =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'lost'; readonly reason: LossReason; readonly detail: string }

const DELIVERED: Place = { kind: 'delivered' }
const WAITING: Place = { kind: 'waiting' }

/** News of the collector may come a moment after the phone's own: nothing is called lost before that. */
const LOST_AFTER_MS = 2_000

const idsOf = (status: PluginStatus | undefined): ReadonlySet<string> =>
  new Set(
    status ? [...status.waiting, ...status.parked.map(({ event_id }) => event_id)] : undefined,
  )

/** The plugin says that it has read all that its storage holds, so what it does not name it will never send. */
const knowsAll = (status: PluginStatus): boolean => idsOf(status).size >= status.pending

const placeOf = (change: Change, moment: Moment, named: ReadonlySet<string>): Place => {
  const { event_id, arrivals, acceptedAt, dropped } = change
  const lost = (reason: LossReason, detail = ''): Place => ({ kind: 'lost', reason, detail })
  const isStored = moment.stored.has(event_id)
  const isNamed = moment.app !== 'killed' && named.has(event_id)
  // What the merchant's gateway took over from the phone waits there.
  const elsewhere = change.isRelayed ? WAITING : lost('unproven')
  if (acceptedAt !== undefined) return arrivals > 0 ? DELIVERED : elsewhere
  if (isNamed) return WAITING
  if (dropped !== undefined) return arrivals > 0 ? DELIVERED : lost('dropped', dropped)
  if (isStored) {
    const isForgotten = moment.app !== 'killed' && moment.status && knowsAll(moment.status)
    return isForgotten ? (arrivals > 0 ? DELIVERED : lost('forgotten')) : WAITING
  }
  return arrivals > 0 ? DELIVERED : lost('gone')
}

/**
 * Finds the place of every event by its id alone: what the plugin queued, against what the collector stored, what the
 * plugin says that waits and what the phone's storage holds. Nothing is taken on the plugin's word only, so that this
 * can convict it.
 */
export const createPlaces = () => {
  const suspectedSince = new Map<string, number>()
  return {
    of(changes: readonly Change[], moment: Moment): Map<string, Place> {
      const named = idsOf(moment.status)
      const places = new Map<string, Place>()
      for (const change of changes) {
        const { event_id } = change
        const place = placeOf(change, moment, named)
        if (place.kind !== 'lost' || place.reason === 'dropped') {
          suspectedSince.delete(event_id)
          places.set(event_id, place)
          continue
        }
        const since = suspectedSince.get(event_id) ?? moment.real
        suspectedSince.set(event_id, since)
        places.set(event_id, moment.real - since < LOST_AFTER_MS ? WAITING : place)
      }
      return places
    },
    clear: () => suspectedSince.clear(),
  }
}

export interface Balance {
  readonly reported: number
  readonly delivered: number
  readonly waiting: number
  readonly lost: number
}

/** Reported = delivered + waiting + lost. */
export const balanceOf = (places: ReadonlyMap<string, Place>): Balance => {
  const count = (kind: Place['kind']) =>
    [...places.values()].filter((place) => place.kind === kind).length
  return {
    reported: places.size,
    delivered: count('delivered'),
    waiting: count('waiting'),
    lost: count('lost'),
  }
}

interface Shown {
  readonly balance: Balance
  /** Events that arrived more than once, and events set aside. */
  readonly repeated: number
  readonly parked: number
}

const cell = (name: MessageKey & keyof Balance, value: number, total: number) => {
  const isProof = name === 'lost' && value === 0 && total > 0
  const number = element('b', 'num', String(value), isProof && icon('caughtUp', 18))
  const made = element('div', `cell ${name}`, number, element('span', '', t(name)))
  made.dataset['count'] = name
  made.toggleAttribute('data-some', value > 0)
  made.toggleAttribute('data-none', isProof)
  return made
}

const share = (name: string, value: number) => {
  const made = element('i', name)
  made.style.flexGrow = String(value)
  return made
}

/** The one equation: reported = delivered + waiting + lost. */
export const drawLedger = ({ balance, repeated, parked }: Shown): void =>
  redraw(byId('ledger'), [balance, repeated, parked, currentLanguage()], () => {
    const { reported, delivered, waiting, lost } = balance
    const operator = (sign: string) => element('span', 'operator', sign)
    const equation = element(
      'div',
      'equation',
      cell('reported', reported, reported),
      operator('='),
      cell('delivered', delivered, reported),
      operator('+'),
      cell('waiting', waiting, reported),
      operator('+'),
      cell('lost', lost, reported),
    )
    const notes = [
      lost > 0 && t('lostSide'),
      parked > 0 && t('parkedCount', parked),
      repeated > 0 && t('repeats', repeated),
    ].filter((note) => note !== false)
    const side = element(
      'div',
      'side',
      ...(notes.length > 0 ? notes : [t('balance')]).map((note) => element('p', '', note)),
    )
    side.toggleAttribute('data-plain', notes.length === 0)
    const bar = element(
      'div',
      'share',
      share('delivered', delivered),
      share('waiting', waiting),
      share('lost', lost),
    )
    return [equation, side, bar]
  })

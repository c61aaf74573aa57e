import type { Observation, ReportEntry } from '../phone/monitor'
import type { MessageKey } from './messages'
import { type Change, createChange, errorsOf, held, isDone, type Way } from './change'

/** What happened to the app or its surroundings, beside the order changes. */
export type MarkKind =
  | 'offline'
  | 'online'
  | 'mode'
  | 'killed'
  | 'started'
  | 'hidden'
  | 'shown'
  | 'entered'
  | 'time'
  | 'gateway'
  | 'caughtUp'
  | 'order'
  | 'noEvent'
  | 'page'
  | 'payment'
  | 'fault'
  | 'standIn'

export type Tone = 'plain' | 'good' | 'bad' | 'error'

export interface Mark {
  readonly type: 'mark'
  readonly key: string
  readonly kind: MarkKind
  readonly at: number
  readonly tone: Tone
  /** A key of the words, and what is filled in; `text`: a word that is not the page's own, as it is. */
  readonly text: readonly [key: MessageKey | 'text', ...values: (string | number)[]]
  readonly way: Way
}

export type Item = Change | Mark

/**
 * What happened to the phone, as the page saw it: entries of the plugin, records of the collector, and what was done to
 * both, in the order in which it happened. It lives in the page, so it outlives every kill of the app.
 */
export const createHistory = () => {
  const items: Item[] = []
  const changes = new Map<string, Change>()
  let way: Way = 'well'
  let lastKey = 0
  /** Acceptances long after the report, one after another, are shown in one line. */
  let catchingUp: { count: number; oldest: number; index: number } | undefined
  const key = () => `i${++lastKey}`

  /** Where it happened: word of it may come later than of what followed. Answers its place. */
  const mark = (kind: MarkKind, at: number, text: Mark['text'], tone: Tone = 'plain'): number => {
    let index = items.length
    while (index > 0 && (items[index - 1]?.at ?? 0) > at) index -= 1
    items.splice(index, 0, { type: 'mark', key: key(), kind, at, tone, text, way })
    if (catchingUp && index <= catchingUp.index) catchingUp.index += 1
    return index
  }
  const of = (ids: readonly string[]) => ids.flatMap((id) => changes.get(id) ?? [])

  const queue = (id: string, { at, event }: ReportEntry) => {
    const change = createChange({ key: key(), id, at, way, event })
    if (way === 'offline') held(change, 'offline')
    changes.set(id, change)
    items.push(change)
  }

  const catchUp = (change: Change, at: number) => {
    const waited = at - change.at
    if (waited < SLOW_DELIVERY_MS && change.reasons.size === 0) return
    const last = items[items.length - 1]
    const isNext = catchingUp && last && items[catchingUp.index] === last
    if (!isNext) {
      const index = mark('caughtUp', at, ['markCaughtUpText', 0, 0], 'good')
      catchingUp = { count: 0, oldest: 0, index }
    }
    if (!catchingUp) return
    catchingUp.count += 1
    catchingUp.oldest = Math.max(catchingUp.oldest, waited)
    const { index, count, oldest } = catchingUp
    const written = items[index] as Mark
    items[index] = { ...written, text: ['markCaughtUpText', count, oldest] }
  }

  const report = (entry: ReportEntry) => {
    const { status, at, event_id, reason = '', event } = entry
    if (status === 'error') mark('fault', at, ['text', reason], 'error')
    if (event_id === undefined) return
    if (status === 'queued' && !changes.has(event_id)) queue(event_id, entry)
    const change = changes.get(event_id)
    if (!change) return
    if (event !== undefined) change.event = event
    if (status === 'accepted') {
      change.acceptedAt ??= at
      catchUp(change, at)
    }
    if (status === 'refused') {
      change.refusals += 1
      held(change, 'refused')
    }
    if (status === 'dropped') {
      change.dropped = reason || 'dropped'
      change.steps.push({ at, kind: 'dropped', text: change.dropped, ok: false })
    }
    if (status === 'unsaved') change.saved = undefined
  }

  const call = (seen: Extract<Observation, { kind: 'call' }>) => {
    const {
      at,
      order_status,
      order_id = '',
      queued,
      duplicates,
      issues,
      saved,
      bytes,
      ms,
      page,
    } = seen
    for (const change of of(queued)) {
      const isSaved = saved.includes(change.event_id)
      change.order_status = order_status
      change.warnings = issues.filter(({ severity }) => severity === 'warning')
      change.saved = isSaved ? { bytes, ms } : undefined
      change.steps.unshift(
        { at: change.at, kind: 'reported', text: page, ok: true },
        {
          at: Math.max(at, change.at),
          kind: 'saved',
          text: isSaved ? `${bytes} ${ms}` : '',
          ok: isSaved,
        },
      )
    }
    const again = (text: Mark['text'], tone: Tone = 'plain') => mark('order', at, text, tone)
    if (duplicates.length > 0) again(['markAgain', order_status])
    const errors = errorsOf(issues)
    if (errors.length > 0) {
      const shown = errors.map(({ path, expected, received }) => ({ path, expected, received }))
      const words = shown.map((one) => `${one.path}: ${one.expected} (${one.received})`).join('; ')
      mark('noEvent', at, ['markNoEvent', order_status, words], 'error')
    } else if (queued.length + duplicates.length === 0) {
      if (seen.coupons === 0) again(['markNoCoupon', order_id || order_status])
      else mark('noEvent', at, ['markUnmapped', order_status], 'bad')
    }
  }

  const answered = (seen: Extract<Observation, { kind: 'answer' }>) => {
    for (const change of of(seen.ids)) {
      change.sentAt = undefined
      const isAccepted = /^HTTP 200 .*"code":0/.test(seen.outcome)
      change.steps.push({ at: seen.at, kind: 'request', text: seen.outcome, ok: isAccepted })
      if (!isAccepted && change.acceptedAt === undefined) held(change, seen.outcome)
    }
  }

  const observe = (seen: Observation) => {
    const { at } = seen
    if (seen.kind === 'report') report(seen.entry)
    if (seen.kind === 'call') call(seen)
    if (seen.kind === 'send') {
      for (const change of of(seen.ids)) {
        change.sentAt = at
        change.tries += 1
      }
    }
    if (seen.kind === 'answer') answered(seen)
    if (seen.kind === 'page')
      mark('page', at, ['text', [seen.path, seen.title].filter(Boolean).join(' · ')])
    if (seen.kind === 'payment') {
      mark('payment', at, [seen.paid ? 'markPaid' : 'markUnpaid'], seen.paid ? 'plain' : 'bad')
    }
    if (seen.kind === 'fault') mark('fault', at, ['text', seen.message], 'error')
    if (seen.kind === 'standIn') mark('standIn', at, ['text', seen.name], 'bad')
  }

  return {
    items: (): readonly Item[] => items,
    changes: (): readonly Change[] => [...changes.values()],
    get: (id: string) => changes.get(id),
    way: () => way,
    mark,
    observe,
    /** The way out of the phone is another from now on. */
    setWay(next: Way) {
      if (next === 'offline')
        [...changes.values()].filter((one) => !isDone(one)).forEach((one) => held(one, 'offline'))
      way = next
    },
    /** The process is gone: what was under way is not answered any more. */
    killed(at: number) {
      for (const change of changes.values()) {
        if (isDone(change)) continue
        if (change.sentAt !== undefined)
          change.steps.push({ at, kind: 'request', text: 'killed', ok: false })
        change.sentAt = undefined
        change.kills += 1
        change.steps.push({ at, kind: 'killed', text: '', ok: false })
        held(change, 'killed')
      }
    },
    started(at: number) {
      for (const change of changes.values())
        if (!isDone(change)) change.steps.push({ at, kind: 'started', text: '', ok: true })
    },
    /** The merchant's gateway keeps these and will forward them. */
    relayed(ids: readonly string[]) {
      for (const change of of(ids)) change.isRelayed = true
    },
    /** The collector stored these. */
    stored(ids: readonly string[], at: number) {
      for (const change of of(ids)) {
        change.arrivals += 1
        change.storedAt ??= at
        change.steps.push({
          at,
          kind: 'stored',
          text: change.arrivals > 1 ? 'again' : '',
          ok: true,
        })
      }
    },
    clear() {
      items.length = 0
      changes.clear()
      catchingUp = undefined
    },
  }
}

/** A delivery that took longer than this is shown in a line of its own. */
const SLOW_DELIVERY_MS = 2_500

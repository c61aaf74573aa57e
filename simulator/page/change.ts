import type { CallIssue } from '../phone/monitor'

/** How the way out of the phone was just then: it colours the rail beside the entries. */
export type Way = 'well' | 'offline' | 'faulty' | 'dead'

/** One line of a journey. */
export interface Step {
  readonly at: number
  readonly kind: 'reported' | 'saved' | 'request' | 'stored' | 'killed' | 'started' | 'dropped'
  readonly text: string
  readonly ok: boolean
}

/** An order change that became an event, from the call on. */
export interface Change {
  readonly type: 'change'
  readonly key: string
  readonly event_id: string
  readonly at: number
  readonly way: Way
  order_status: string
  /** The event as the plugin last showed it. */
  event: unknown
  /** Undefined: the call wrote nothing that holds this event. */
  saved: { readonly bytes: number; readonly ms: number } | undefined
  warnings: readonly CallIssue[]
  /** Phone time at which the request under way left. */
  sentAt: number | undefined
  tries: number
  /** How often the collector stored it, and when first. */
  arrivals: number
  storedAt: number | undefined
  acceptedAt: number | undefined
  /** The merchant's gateway took it over from the phone, and forwards it. */
  isRelayed: boolean
  dropped: string | undefined
  refusals: number
  /** The latest reason why it waits. */
  reason: string | undefined
  /** Everything that ever held it up, each once. */
  readonly reasons: Set<string>
  readonly steps: Step[]
  kills: number
}

interface NewChange extends Pick<Change, 'key' | 'at' | 'way' | 'event'> {
  readonly id: string
}

/** A change as it is at its report: nothing saved, sent or stored yet. */
export const createChange = ({ key, id, at, way, event }: NewChange): Change => ({
  type: 'change',
  key,
  event_id: id,
  at,
  way,
  order_status: '',
  event,
  saved: undefined,
  warnings: [],
  sentAt: undefined,
  tries: 0,
  arrivals: 0,
  storedAt: undefined,
  acceptedAt: undefined,
  isRelayed: false,
  dropped: undefined,
  refusals: 0,
  reason: undefined,
  reasons: new Set(),
  steps: [],
  kills: 0,
})

/** Notes why a change has to wait. */
export const held = (change: Change, reason: string): void => {
  change.reason = reason
  change.reasons.add(reason)
}

export const isDone = ({ acceptedAt, dropped }: Change): boolean =>
  acceptedAt !== undefined || !!dropped

interface EventParts {
  readonly props?: { readonly extra?: { readonly event_id?: string } }
}

export const errorsOf = (issues: readonly CallIssue[]) =>
  issues.filter(({ severity }) => severity !== 'warning')

/** The ids of the events in a request's body: one event, or a list of them. */
export const idsOf = (body: unknown): string[] =>
  (Array.isArray(body) ? body : [body]).flatMap(
    (event: EventParts | null) => event?.props?.extra?.event_id ?? [],
  )

import type { Issue } from '../plugin/event/issue'

/** How the collector answers; the page offers each as a control. */
export const MODES = ['ok', 'offline', 'http500', 'refuse', 'slow', 'lose-answer'] as const
export type Mode = (typeof MODES)[number]

/** One event of a request, judged by seed 000. */
export interface SeenEvent {
  readonly event: unknown
  /** `props.extra.event_id`, if it has one. */
  readonly event_id?: string
  /** An event with this id was stored before. */
  readonly duplicate: boolean
  /** The rules that it breaks; none: valid. */
  readonly issues: readonly Issue[]
}

/** One request as it arrived. */
export interface ReceivedRequest {
  /** ms since 1970 */
  readonly at: number
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly stored: boolean
}

/** The same with the collector's judgement, as the page shows it. */
export interface SeenRequest extends ReceivedRequest {
  readonly id: number
  readonly mode: Mode
  readonly events: readonly SeenEvent[]
  readonly queryIssues: readonly Issue[]
}

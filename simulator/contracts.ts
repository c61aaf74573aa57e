import type { Issue } from '../plugin/event/schema'

/** How the collector answers; the page offers each as a control, in this order. */
export const MODES = ['ok', 'refuse', 'http500', 'slow', 'lose-answer'] as const
export type Mode = (typeof MODES)[number]

/** The vendor's two tables of a used coupon; a tenant has one of them. */
export type Edition = 'youshu' | 'datanexus'

/** One event of a request, checked against the vendor's table. */
export interface SeenEvent {
  readonly event: unknown
  /** `props.extra.event_id`, if it has one. */
  readonly event_id?: string
  /** An event with this id was stored before. */
  readonly duplicate: boolean
  /** Whose table it was checked against: seed 000's, or the vendor's newer one. */
  readonly edition: Edition
  /** The rules that it breaks; none: valid. */
  readonly issues: readonly Issue[]
}

/** One request as it arrived. */
export interface ReceivedRequest {
  /** The phone's time, in ms since 1970. */
  readonly at: number
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly stored: boolean
}

/** The same with the collector's findings, as the page shows it. */
export interface SeenRequest extends ReceivedRequest {
  readonly id: number
  readonly mode: Mode
  readonly events: readonly SeenEvent[]
  readonly queryIssues: readonly Issue[]
}

/** A batch of coupons as Youshu holds it, with the events it received. `coupon_id` is the `coupon_id` of the events. */
export interface Batch {
  readonly coupon_id: string
  readonly name: string
  /** When it was last uploaded, in ms since 1970. */
  readonly at: number
  /** From when until when its coupons can be used, in ms since 1970; absent where the batch has no fixed dates. */
  readonly start_at?: number
  readonly end_at?: number
  /** How long a coupon can be used after it was claimed, in seconds; absent where the batch has fixed dates. */
  readonly valid_seconds?: number
  /** Events stored by the collector, each counted once however often it came. */
  readonly pre_consumed: number
  readonly consumed: number
  readonly refunded: number
}

/** How the gateway answers `/usable-coupons`; the page offers each as a control. */
export const GATEWAY_MODES = ['ok', 'slow', 'http500', 'malformed'] as const
export type GatewayMode = (typeof GATEWAY_MODES)[number]

/** One question to the coupon gateway. No token and no key ever stands in it. */
export interface GatewayCall {
  readonly id: number
  /** ms since 1970 */
  readonly at: number
  /** The phone with its session; the merchant's server or the operator with the key. */
  readonly from: 'phone' | 'shop' | 'operator'
  readonly path: string
  /** In which mode the gateway answered. */
  readonly mode: GatewayMode
  /** The JSON that came, or the text where it was none. */
  readonly body?: unknown
  /** These three are absent while it is under way. `answer` is a text where it was no JSON. */
  readonly status?: number
  readonly ms?: number
  readonly answer?: unknown
  /** The phone did not wait for the answer. */
  readonly gone?: true
}

/** An event on its way through the gateway, as `GET /events` answers. */
export interface RelayedEvent {
  readonly event_id: string
  readonly order_id: string
  readonly action_type: string | null
  readonly state: 'stored' | 'forwarding' | 'accepted' | 'refused' | 'parked'
  readonly received: readonly { readonly from: 'phone' | 'server'; readonly at: string }[]
  readonly repeats: number
  readonly refusal?: { readonly code: string; readonly message: string }
}

/** Whether events go through the gateway, and the last of those that did. */
export interface RelayState {
  readonly on: boolean
  readonly events: readonly RelayedEvent[]
}

/**
 * Text by key, as the phone keeps it. Nothing here throws.
 * `read`: undefined = not there, null = the storage did not answer. `write`, `remove`: false = it did not happen.
 */
export interface Storage {
  read(key: string): string | undefined | null
  write(key: string, text: string): boolean
  remove(key: string): boolean
}

/** Time in milliseconds, chance in [0, 1). `after` returns what cancels it. */
export interface Clock {
  now(): number
  random(): number
  after(ms: number, run: () => void): () => void
}

/** Which collector, and under which `app_id`. */
interface Destination {
  readonly appId: string
  readonly reportUrl: string
}

/** What waits to be sent. The delivery sees this, and never what the text says. */
export interface Queued {
  /** What is known under one id is delivered once. */
  readonly id: string
  /** Steps of one group arrive in the order in which they were added; '' stands for no group. */
  readonly group: string
  /** Within a group, items of one step do not wait for each other. */
  readonly step: string
  /** What it still lacks, in the words of who added it; '' : it may be sent. */
  readonly hold: string
  /** When it was added, in ms, by a clock that may be wrong. */
  readonly at: number
  /** Frozen: it is never sent elsewhere. */
  readonly to: Destination
  /** One event as JSON. */
  readonly text: string
  /** What of it was mended or left out, for the journal; not stored. */
  readonly warning?: string | undefined
}

/**
 * What completes what was held, as far as it is known at this moment: asked for once for many items. It gives back the same
 * item where nothing came, else one with a new text and hold.
 */
export type Fill = () => (item: Queued) => Queued

/**
 * What an answer of the collector means, and so what the sender does:
 * accepted → acknowledge; refused (by the collector's own word) → bisect, then park; retryable → keep and try again.
 * `answered`: an HTTP answer came, whatever it was. `dateMs`: the collector's `Date`; of what may be a proxy's answer there is none.
 */
export type Response =
  | { readonly kind: 'accepted'; readonly dateMs?: number | undefined }
  | { readonly kind: 'refused'; readonly reason: string; readonly dateMs?: number | undefined }
  | {
      readonly kind: 'retryable'
      readonly reason: string
      readonly answered: boolean
      /** The collector's own wish (`Retry-After`), in ms. */
      readonly retryAfterMs?: number | undefined
    }

/** Sends one request. `respond` may be called late, twice or never. Returns what aborts the request. */
export type Transport = (
  request: { readonly texts: readonly string[]; readonly to: Destination },
  respond: (response: Response) => void,
) => () => void

/** One request to an upstream. `url` may hold a token in its query: it must never reach a log or an answer. */
interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds for the whole exchange, body included; default and most: the limit of the network. */
  readonly timeoutMs?: number
  /** Gives the exchange up. */
  readonly signal?: AbortSignal
}

/**
 * Why a request was not sent, or not waited for: too many are under way, the circuit breaker is open, the gateway is
 * shutting down, the caller hung up.
 */
type GuardReason = 'busy' | 'circuit_open' | 'stopping' | 'aborted'

/** A redirect is an answer like any other: it is never followed, because our secrets would follow it. */
interface Answered {
  readonly kind: 'answered'
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** No whole answer came. `reason` is safe to show: it never quotes the address. */
export interface Failed {
  readonly kind: 'failed'
  readonly reason: 'timeout' | 'network' | 'too_large' | GuardReason
  /** The same request may succeed later. */
  readonly retryable: boolean
}

/** How a request ended. */
export type HttpOutcome = Answered | Failed

/** Sends one request and reports how it ended. It never rejects. */
export type Http = (request: HttpRequest) => Promise<HttpOutcome>

/** How long an exchange may take, and how long an answer may be. */
interface Limits {
  readonly maxMs: number
  readonly maxBytes: number
}

/**
 * A call to a vendor that began before SIGTERM ends before the shutdown does; their longest answers (a page of statistics)
 * are far below 1 MB, more is a mistake or an attack.
 */
const VENDORS: Limits = { maxMs: 6_000, maxBytes: 4 * 1024 * 1024 }

const GUARDS: ReadonlySet<unknown> = new Set<GuardReason>([
  'busy',
  'circuit_open',
  'stopping',
  'aborted',
])

/** Whether a failure's code is the gateway's own: another try at once would end the same way. */
export const isGuarded = (code: unknown): boolean => GUARDS.has(code)

export const failed = (reason: Failed['reason']): Failed => ({
  kind: 'failed',
  reason,
  retryable: reason !== 'too_large',
})

/** Reads no further than the limit, however much the other side sends. `undefined`: it was longer. */
const textWithin = async (response: Response, limit: number): Promise<string | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream and with it the connection.
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The real network: one timeout over the whole exchange, redirects not followed, the answer's size bounded. */
export const createHttp =
  ({ maxMs, maxBytes }: Limits): Http =>
  async ({ method, url, headers, body, timeoutMs = maxMs, signal }) => {
    const timeout = AbortSignal.timeout(Math.min(timeoutMs, maxMs))
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
        ...(headers && { headers }),
        ...(body !== undefined && { body }),
      })
      const text = await textWithin(response, maxBytes)
      if (text === undefined) return failed('too_large')
      return {
        kind: 'answered',
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: text,
      }
    } catch {
      // The error's own text would quote the address, and with it an access token.
      return failed(signal?.aborted ? 'aborted' : timeout.aborted ? 'timeout' : 'network')
    }
  }

/** The network as the vendors are called through it. */
export const fetchHttp: Http = createHttp(VENDORS)

const FIRST_WAIT_MS = 500
const MAX_WAIT_MS = 30_000

/**
 * Milliseconds to wait before the retry number `attempt` (0 is the first): exponential with full jitter, so that
 * clients that failed together do not come back together. `random` is at least 0 and less than 1.
 */
export const backoff = (attempt: number, random: number): number =>
  Math.floor(random * Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt))

// A sentence for a person; more is a page of something else.
const MAX_MESSAGE = 200

/** A vendor's message as far as it may be repeated: without the secrets that we sent, and no more than a sentence. */
export const redact = (message: string, secrets: readonly string[]): string =>
  secrets
    .reduce((left, secret) => (secret ? left.replaceAll(secret, '***') : left), message)
    .slice(0, MAX_MESSAGE)

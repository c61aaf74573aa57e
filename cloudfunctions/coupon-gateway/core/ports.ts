/** One request to an upstream. `url` may hold a token in its query: it must never reach a log or an answer. */
interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds for the whole exchange, body included; default 10,000. */
  readonly timeoutMs?: number
}

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
  readonly reason: 'timeout' | 'network' | 'too_large'
  readonly retryable: boolean
}

/** How a request ended. */
export type HttpOutcome = Answered | Failed

/** Sends one request and tells how it ended. It never rejects. */
export type Http = (request: HttpRequest) => Promise<HttpOutcome>

/** The time, and waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  sleep(ms: number): Promise<void>
}

/** Chance. */
export interface Random {
  /** At least 0, less than 1. */
  number(): number
  /** 32 hexadecimal characters, new each time: the longest nonce that the vendors take. */
  nonce(): string
}

/** What pino has, as far as we use it. The first argument holds fields, never a secret. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Everything outside that the gateway touches. */
export interface Ports {
  readonly http: Http
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

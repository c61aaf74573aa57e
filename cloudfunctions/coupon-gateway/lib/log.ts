import { pino, type DestinationStream, type Logger } from 'pino'
import { isRecord } from './check'

/** What pino has, as far as we use it. The first argument holds fields, never a secret. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

const SECRETS: ReadonlySet<string> = new Set([
  'authorization',
  'token',
  'access_token',
  'appSecret',
  'app_secret',
  'secret',
  'openKey',
  'signature',
])
const MAX_DEPTH = 4

/** The same with what must not be read struck out. (pino's `redact` takes as long as the whole line.) */
const strike = (fields: Record<string, unknown>, depth = 1): Record<string, unknown> => {
  let struck = fields
  for (const [key, value] of Object.entries(fields)) {
    const isDeeper = depth < MAX_DEPTH && isRecord(value) && !(value instanceof Error)
    const left = SECRETS.has(key) ? '[secret]' : isDeeper ? strike(value, depth + 1) : value
    if (left !== value) struck = { ...struck, [key]: left }
  }
  return struck
}

/** Does not log. */
export const silentLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/**
 * Of an error only what is safe to log: its message, of any number of lines, may quote what it choked on; its name and
 * place are enough to find it.
 */
const serializeError = (error: unknown) =>
  error instanceof Error
    ? {
        name: error.name,
        at: error.stack
          ?.split('\n')
          .filter((line) => /^ {4}at /.test(line))
          .slice(0, 3),
      }
    : { name: typeof error }

/**
 * One JSON line per event. No body and no header is ever logged; the redaction is the second fence, for
 * fields that are added later.
 */
export const openLog = (destination: DestinationStream): Logger =>
  pino(
    {
      base: null,
      formatters: { log: strike },
      serializers: { err: serializeError },
    },
    destination,
  )

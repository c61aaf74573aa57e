import { pino, type DestinationStream, type Logger } from 'pino'

/** What pino has, as far as we use it. The first argument holds fields, never a secret. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

const SECRETS = [
  'authorization',
  'token',
  'access_token',
  'appSecret',
  'app_secret',
  'secret',
  'openKey',
  'signature',
]

/** Of an error only what is safe to log: its message may quote what it choked on, its name and place are enough to find it. */
const serializeError = (error: unknown) =>
  error instanceof Error
    ? { name: error.name, at: error.stack?.split('\n').slice(1, 4) }
    : { name: typeof error }

/**
 * One JSON line per event. No body and no header is ever logged; the redaction is the second fence, for
 * fields that are added later.
 */
export const openLog = (destination?: DestinationStream): Logger =>
  pino(
    {
      base: null,
      redact: {
        paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[secret]',
      },
      serializers: { err: serializeError },
    },
    destination ?? pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 1000 }),
  )

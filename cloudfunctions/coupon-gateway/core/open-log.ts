import { pino, type DestinationStream, type Logger } from 'pino'
import { errorFields } from './error-fields'

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

/**
 * One JSON line per happening. No body and no header is ever logged; the redaction is the second fence, for
 * fields that somebody adds later.
 */
export const openLog = (destination?: DestinationStream): Logger =>
  pino(
    {
      base: null,
      redact: {
        paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[secret]',
      },
      serializers: { err: errorFields },
    },
    destination ?? pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 1000 }),
  )

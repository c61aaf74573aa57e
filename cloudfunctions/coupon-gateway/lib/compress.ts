import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyInstance } from 'fastify'
import {
  brotliCompress,
  brotliCompressSync,
  type BrotliOptions,
  constants,
  gzip,
  gzipSync,
  type ZlibOptions,
} from 'node:zlib'

// Less than one packet is on the way as fast as it is.
const MIN_BYTES = 1_024
// So much takes 0.1 ms, less than the way to another thread and back.
const MAX_SYNC_BYTES = 32 * 1_024
// Measured on our answers: the next lower is three times as fast, or as long again; the higher only cost time.
const BROTLI: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }
const GZIP: ZlibOptions = { level: 1 }

const CODINGS = ['br', 'gzip']

// Answers that may be sent again, each in the codings that were wanted so far. Gone with them: nothing here keeps them alive.
const COMPRESSED = new WeakMap<Buffer, Map<string, Buffer>>()

/** Marks bytes that may be sent several times: they are compressed at the first. */
export const compressOnce = (payload: Buffer): Buffer => {
  COMPRESSED.set(payload, new Map())
  return payload
}

const compressed = (payload: Buffer, coding: string): Buffer => {
  const known = COMPRESSED.get(payload)
  const found = known?.get(coding)
  if (found) return found
  const bytes = coding === 'br' ? brotliCompressSync(payload, BROTLI) : gzipSync(payload, GZIP)
  known?.set(coding, bytes)
  return bytes
}

/**
 * Compresses what is worth it, in the coding that the caller likes best. Answers are whole buffers, so one call of zlib
 * does it, long ones off the event loop; `@fastify/compress` would make a stream of each.
 */
export const addCompression = (app: FastifyInstance): void => {
  app.addHook('onSend', ({ headers }, reply, payload, next) => {
    if (!Buffer.isBuffer(payload) || payload.length < MIN_BYTES) return next(null, payload)
    reply.header('vary', 'accept-encoding')
    const coding = negotiate(headers['accept-encoding'] ?? 'identity', CODINGS)
    if (coding === null) return next(null, payload)
    reply.header('content-encoding', coding).removeHeader('content-length')
    if (payload.length > MAX_SYNC_BYTES)
      return coding === 'br' ? brotliCompress(payload, BROTLI, next) : gzip(payload, GZIP, next)
    return next(null, compressed(payload, coding))
  })
}

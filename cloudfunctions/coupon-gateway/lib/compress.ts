import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply } from 'fastify'
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

export type Coding = 'br' | 'gzip'
const CODINGS = ['br', 'gzip']

/** Says that an answer depends on what its caller accepts, and in which coding to send it. `undefined`: as it is. */
export const negotiateCoding = (reply: FastifyReply): Coding | undefined => {
  reply.header('vary', 'accept-encoding')
  const coding = negotiate(reply.request.headers['accept-encoding'] ?? 'identity', CODINGS)
  if (coding !== 'br' && coding !== 'gzip') return undefined
  reply.header('content-encoding', coding)
  return coding
}

/** Whether so many bytes are compressed, and at once. */
export const isCompressedAtOnce = (length: number): boolean =>
  length >= MIN_BYTES && length <= MAX_SYNC_BYTES

export const compressed = (payload: Buffer, coding: Coding): Buffer =>
  coding === 'br' ? brotliCompressSync(payload, BROTLI) : gzipSync(payload, GZIP)

/**
 * Compresses what is worth it, in the coding that the caller likes best. Answers are whole buffers, so one call of zlib
 * does it, long ones off the event loop; `@fastify/compress` would make a stream of each.
 */
export const addCompression = (app: FastifyInstance): void => {
  app.addHook('onSend', (_, reply, payload, next) => {
    if (!Buffer.isBuffer(payload) || payload.length < MIN_BYTES || reply.hasHeader('vary'))
      return next(null, payload)
    const coding = negotiateCoding(reply)
    if (coding === undefined) return next(null, payload)
    reply.removeHeader('content-length')
    if (payload.length <= MAX_SYNC_BYTES) return next(null, compressed(payload, coding))
    return coding === 'br' ? brotliCompress(payload, BROTLI, next) : gzip(payload, GZIP, next)
  })
}

import {
  array,
  assert,
  boolean,
  integer,
  oneof,
  property,
  record,
  string,
  uint8Array,
} from 'fast-check'
import { brotliDecompressSync } from 'node:zlib'
import { brotliOf, pack } from '../../../cloudfunctions/coupon-gateway/lib/brotli-parts'

const some = oneof(
  string({ unit: 'grapheme', minLength: 1 }).map((text) => Buffer.from(text)),
  uint8Array({ minLength: 1, maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
  array(integer({ min: 0, max: 1_000 }), { minLength: 100 }).map((ids) => Buffer.from(ids.join())),
  record({ text: string({ minLength: 1 }), times: integer({ min: 1, max: 300 }) }).map(
    ({ text, times }) => Buffer.from(text.repeat(times)),
  ),
)

test('a stream of parts, packed or stored, holds all of them', () => {
  const parts = array(record({ bytes: some, isPacked: boolean() }), { maxLength: 6 })
  assert(
    property(some, parts, (first, rest) => {
      const stream = brotliOf([
        { stored: first },
        ...rest.map(({ bytes, isPacked }) => (isPacked ? pack(bytes) : { stored: bytes })),
      ])
      const all = Buffer.concat([first, ...rest.map(({ bytes }) => bytes)])
      expect(brotliDecompressSync(stream).equals(all)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('what repeats itself is packed, and smaller so; noise is stored', () => {
  const ids = Array.from({ length: 200 }, (_, at) => `"${405_537_296 + 8 * at}"`).join()
  const part = pack(Buffer.from(ids))
  expect('packed' in part && part.packed.length).toBeLessThan(ids.length / 3)
  const noise = Buffer.from('8f3c1a')
  expect(pack(noise)).toEqual({ stored: noise })
})

test('64 KB can be stored in one part', () => {
  const bytes = Buffer.alloc(64 * 1024, '券')
  const parts = [{ stored: bytes }, { stored: bytes }]
  expect(brotliDecompressSync(brotliOf(parts)).equals(Buffer.concat([bytes, bytes]))).toBe(true)
})

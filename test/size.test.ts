import { bundleCore, bundlePlugin } from '../scripts/bundle-plugin'

/** The peers' SDKs, minified the same way, have 14,201 to 17,978 bytes (docs/benchmarks.md). */
const LIMIT = 10_000

test(`what is loaded at launch has at most ${LIMIT} bytes, bundled, minified and gzipped`, async () => {
  const { code, gzip } = await bundleCore()
  expect(gzip).toBeLessThanOrEqual(LIMIT)
  // What was measured is the plugin itself, whole.
  for (const name of ['init', 'trackOrder', 'getStatus']) expect(code).toContain(name)
})

test('what few merchants use is loaded by those who call it', async () => {
  const files = await bundlePlugin()
  const code = new Map(files.map((file) => [file.path, file.code]))
  // The cart is the client's; who makes a gateway at launch does not load it yet.
  const asking = [...code].filter(([, text]) => text.includes('trade_marks')).map(([path]) => path)
  expect(asking).toEqual(['coupons/client.js'])
  expect([...code.keys()]).toContain('coupons/gateway.js')
})

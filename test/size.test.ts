import { bundlePlugin } from '../scripts/bundle-plugin'

const LIMIT = 10_000
const COUPONS_LIMIT = 3 * 1024

// The coupons are loaded by those who ask for them; that they are not in here, test/bundle.test.ts shows.
test(`the plugin weighs at most ${LIMIT} bytes, bundled, minified and gzipped`, async () => {
  const { code, gzip } = await bundlePlugin()
  expect(gzip).toBeLessThanOrEqual(LIMIT)
  // What was measured is the plugin itself, whole.
  expect(code).toContain('module.exports=')
  expect(code).toContain('getStatus')
  expect(code).not.toContain('export{')
}, 60_000)

test(`the coupons weigh at most ${COUPONS_LIMIT} bytes more, for those who ask for them`, async () => {
  const { gzip } = await bundlePlugin('plugin/coupons/coupons-api.ts')
  expect(gzip).toBeLessThanOrEqual(COUPONS_LIMIT)
}, 60_000)

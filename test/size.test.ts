import { bundlePlugin } from '../scripts/bundle-plugin'

const LIMIT = 7 * 1024

test(`the plugin weighs at most ${LIMIT} bytes, bundled, minified and gzipped`, async () => {
  const { code, gzip } = await bundlePlugin()
  expect(gzip).toBeLessThanOrEqual(LIMIT)
  // What was measured is the plugin itself, whole.
  expect(code).toContain('module.exports={')
  expect(code).toContain('getStatus')
  expect(code).not.toContain('export{')
})

import { bundlePlugin } from '../../scripts/bundle-plugin'
import type { Compiled } from '../../simulator/compiled'
import { hostDomains } from '../../simulator/phone/wx/request'

const VENDOR = ['https://zhls.qq.com', 'https://api.datanexus.qq.com']
const listsVendor = (modules: string): boolean =>
  VENDOR.every((origin) => origin in hostDomains({ host: { modules } } as Compiled))

test('a shop into which a framework has bundled the npm package may reach the vendor', async () => {
  const files = await bundlePlugin()
  expect(listsVendor(`App({});${files.map(({ code }) => code).join('\n')}`)).toBe(true)
})

test('a shop with the plugin form may not', () => {
  expect(listsVendor("const tracker = requirePlugin('coupon-tracker')")).toBe(false)
})

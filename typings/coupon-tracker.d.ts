// Copy this file into your project: it types `requirePlugin('coupon-tracker')`. Needs `npm i -D youshu-coupon-plugin`.
interface RequirePlugin {
  (alias: 'coupon-tracker'): typeof import('youshu-coupon-plugin')
  async(alias: 'coupon-tracker'): Promise<typeof import('youshu-coupon-plugin')>
}

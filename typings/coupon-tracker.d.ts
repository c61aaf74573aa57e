// Types `requirePlugin('coupon-tracker')` for the merchant's own code.
interface RequirePlugin {
  (pluginAlias: 'coupon-tracker'): typeof import('../plugin/index')
}

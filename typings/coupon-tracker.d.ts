// Types `requirePlugin('coupon-tracker')` for the merchant's own code.
declare namespace WechatMiniprogram {
  interface RequirePlugin {
    (pluginAlias: 'coupon-tracker'): typeof import('../plugin/index')
  }
}

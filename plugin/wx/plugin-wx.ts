/**
 * The part of `wx` that plugins have and that we use. The typings know no difference between a mini-program's `wx`
 * and a plugin's, where the other functions do not exist at all; this type keeps us from reaching for them.
 */
type PluginWx = Pick<
  WechatMiniprogram.Wx,
  'request' | 'getStorageSync' | 'setStorageSync' | 'removeStorageSync' | 'getAccountInfoSync'
> &
  Partial<Pick<WechatMiniprogram.Wx, 'getEnterOptionsSync' | 'onNetworkStatusChange'>>

/** `wx` as the plugin may use it; what is Partial came with later base libraries. */
export const pluginWx = (): PluginWx => wx

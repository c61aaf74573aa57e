export default {
  pages: ['pages/order/index'],
  plugins: { 'coupon-tracker': { version: '2.0.0', provider: 'wx0000000000000000' } },
  window: { navigationBarTitleText: '订单' },
}

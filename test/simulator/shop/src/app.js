const live = requirePlugin('live')
live.anything()
App({
  globalData: { price: require('utils/price.js') },
  onError(message) {
    this.globalData.error = message
  },
})

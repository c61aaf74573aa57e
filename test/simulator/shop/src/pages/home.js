const { round } = require('tiny-price')
const price = require('~/utils/price')
Page({
  data: { price: '', word: 'one', seen: '' },
  onLoad() {
    this.setData({ price: getApp().globalData.price(1250) + ' ' + price(round(3.6) * 100) })
  },
  onShow() {
    this.getTabBar().setData({ selected: 'home' })
  },
  onSeen(seen) {
    this.setData({ seen })
  },
  change() {
    this.setData({ word: 'two' })
  },
  never() {
    require('./not-there')
  },
})

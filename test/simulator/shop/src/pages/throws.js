Page({
  onLoad({ scene }) {
    this.scene = decodeURIComponent(scene)
  },
  leave() {
    wx.navigateTo({ url: '/pages/gone' })
  },
})

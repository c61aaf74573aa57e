Page({
  go() {
    wx.navigateTo({ url: '/pages/confirm/index?from=cart' })
  },
})

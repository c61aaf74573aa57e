Page({
  pay() {
    wx.requestPayment({
      timeStamp: '',
      nonceStr: '',
      package: '',
      signType: 'MD5',
      paySign: '',
      success() {},
    })
  },
  boom() {
    this.setData({ sum: null.x })
  },
})

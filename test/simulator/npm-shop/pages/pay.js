const tracker = require('youshu-coupon-plugin')

Page({
  pay() {
    wx.requestPayment({
      timeStamp: '',
      nonceStr: '',
      package: '',
      signType: 'MD5',
      paySign: '',
      success() {
        tracker.trackOrder({
          order_status: 'pay',
          order_id: 'NPM-1',
          coupons: [
            {
              coupon_id: 'C1',
              coupon_ins_id: 'C1-1',
              coupon_ins_name: 'Five off',
              coupon_deduction: 5,
            },
          ],
        })
      },
    })
  },
})

const OPTIONS = {
  requestPayment: {
    timeStamp: '1',
    nonceStr: 'n',
    package: 'prepay_id=1',
    signType: 'MD5',
    paySign: 's',
  },
  setTabBarBadge: { index: 1, text: '3' },
  setClipboardData: { data: 'copied' },
  makePhoneCall: { phoneNumber: '020-1' },
  showActionSheet: { itemList: ['one', 'two'] },
  previewImage: { urls: ['data:image/gif;base64,R0lGODlhAQABAAAAACw='] },
  startBluetoothDevicesDiscovery: {},
  request: { url: 'https://api.shop.example/goods?page=1' },
}
const names = Object.keys(OPTIONS).concat([
  'getUserProfile',
  'chooseAddress',
  'getLocation',
  'getClipboardData',
  'chooseImage',
  'cloud',
  'kinds',
  'createInnerAudioContext',
  'later',
])
Page({
  data: { log: '', names },
  say(log) {
    this.setData({ log: JSON.stringify(log) })
  },
  tell({ type, detail }) {
    this.say({ type, ...detail })
  },
  call({
    currentTarget: {
      dataset: { name },
    },
  }) {
    if (name === 'cloud') {
      wx.cloud.init({ env: 'x' })
      return wx.cloud
        .database()
        .collection('goods')
        .where({ a: 1 })
        .get()
        .catch(({ errMsg }) => this.say({ errMsg }))
    }
    if (name === 'kinds')
      return this.say([
        typeof wx.getBLEDeviceRSSI,
        typeof wx.onBLEConnectionStateChange,
        typeof wx.noSuchFunction,
        globalThis.wx === wx,
        typeof new wx.cloud.Cloud({}),
      ])
    if (name === 'createInnerAudioContext') {
      wx.createInnerAudioContext().play()
      return this.say('played')
    }
    if (name === 'later')
      return setTimeout(() => {
        throw new Error('thrown later')
      }, 0)
    wx[name]({
      ...OPTIONS[name],
      success: ({ errMsg, tapIndex, latitude, data }) =>
        this.say({ errMsg, tapIndex, latitude, data }),
      fail: ({ errMsg }) => this.say({ errMsg }),
    })
  },
})

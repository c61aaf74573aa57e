const OPTIONS = {
  requestPayment: {
    timeStamp: '1',
    nonceStr: 'n',
    package: 'prepay_id=1',
    signType: 'MD5',
    paySign: 's',
  },
  setClipboardData: { data: 'copied' },
  makePhoneCall: { phoneNumber: '020-1' },
  showActionSheet: { itemList: ['one', 'two'] },
  previewImage: { urls: ['data:image/gif;base64,R0lGODlhAQABAAAAACw='] },
  uploadFile: {
    url: 'https://api.shop.example/upload',
    filePath: 'data:text/plain,x',
    name: 'file',
    header: { 'Content-Type': 'multipart/form-data', Token: 't-1' },
  },
  downloadFile: { url: 'https://api.shop.example/poster.png' },
  requestSubscribeMessage: { tmplIds: ['t-1'] },
  startBluetoothDevicesDiscovery: {},
  request: {
    url: 'https://api.shop.example/goods?page=1',
    method: 'POST',
    header: { 'Content-Type': 'application/x-www-form-urlencoded' },
    data: { a: 1 },
  },
}
const names = Object.keys(OPTIONS).concat([
  'getUserProfile',
  'getUserInfo',
  'scanCode',
  'createCanvasContext',
  'chooseAddress',
  'getLocation',
  'getClipboardData',
  'chooseImage',
  'cloud',
  'kinds',
  'createInnerAudioContext',
  'later',
  'preloadAssets',
  'openPage',
  'abort',
  'observe',
])
Page({
  data: { log: '', names },
  show(log) {
    this.setData({ log: JSON.stringify(log) })
  },
  record({ type, detail }) {
    this.show({ type, ...detail })
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
        .catch(({ errMsg }) => this.show({ errMsg }))
    }
    if (name === 'preloadAssets') return this.show([typeof wx.preloadAssets({ data: [] })])
    if (name === 'kinds')
      return this.show([
        typeof wx.getBLEDeviceRSSI,
        typeof wx.onBLEConnectionStateChange,
        typeof wx.noSuchFunction,
        globalThis.wx === wx,
        typeof new wx.cloud.Cloud({}),
      ])
    if (name === 'openPage') {
      const heard = []
      return wx.navigateTo({
        url: 'opened',
        events: {
          loaded: () => heard.push('loaded'),
          answer: (words) => this.show(heard.concat(words)),
        },
        success: ({ eventChannel }) => ['tea', 'milk'].map((one) => eventChannel.emit('ask', one)),
      })
    }
    if (name === 'abort') {
      const answers = []
      for (const one of ['uploadFile', 'downloadFile']) {
        const fail = ({ errMsg }) => {
          answers.push(errMsg)
          this.show(answers.sort())
        }
        const task = wx[one]({ ...OPTIONS[one], fail })
        task.onProgressUpdate(() => undefined)
        task.abort()
      }
      return undefined
    }
    if (name === 'observe')
      return wx
        .createIntersectionObserver()
        .relativeToViewport({ bottom: 100 })
        .observe('#log', ({ id }) => this.show(id))
    if (name === 'createCanvasContext') {
      wx.createCanvasContext('poster').draw()
      return this.show('drawn')
    }
    if (name === 'createInnerAudioContext') {
      wx.createInnerAudioContext().play()
      return this.show('played')
    }
    if (name === 'later')
      return setTimeout(() => {
        throw new Error('thrown later')
      }, 0)
    wx[name]({
      ...OPTIONS[name],
      success: ({ errMsg, tapIndex, latitude, data }) =>
        this.show({ errMsg, tapIndex, latitude, data }),
      fail: ({ errMsg }) => this.show({ errMsg }),
    })
  },
})

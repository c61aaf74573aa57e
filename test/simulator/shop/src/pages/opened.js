Page({
  data: { heard: 'nothing' },
  onLoad() {
    const channel = this.getOpenerEventChannel()
    channel.once('ask', (drink) => {
      this.setData({ heard: drink })
      channel.emit('answer', 'hot ' + drink)
    })
    channel.emit('loaded')
  },
})

Page({
  onShow() {
    this.getTabBar().setData({ selected: 'mine' })
  },
})

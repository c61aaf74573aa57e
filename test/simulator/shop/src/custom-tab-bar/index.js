Component({
  data: { selected: 'none' },
  methods: {
    go() {
      wx.switchTab({ url: '/pages/mine' })
    },
  },
})

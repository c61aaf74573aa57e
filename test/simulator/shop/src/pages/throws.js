Page({
  onLoad({ scene }) {
    this.scene = decodeURIComponent(scene)
  },
})

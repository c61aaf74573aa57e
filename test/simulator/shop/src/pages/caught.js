Page({
  data: { log: '', caught: [], drinks: ['tea', 'milk'] },
  record({ type, detail }) {
    this.setData({ log: JSON.stringify({ type, ...detail }) })
  },
  hold({ currentTarget: { id } }) {
    this.setData({ caught: this.data.caught.concat(id) })
  },
})

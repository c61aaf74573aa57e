Page({
  data: {
    log: '',
    isAsked: false,
    ends: 0,
    current: 0,
    sizes: ['S', 'M', 'L'],
    extras: ['milk', 'foam', 'ice'],
    nodes: [
      {
        name: 'b',
        attrs: { class: 'x', onclick: 'x()' },
        children: [{ type: 'text', text: 'a &lt; b' }],
      },
      { name: 'img', attrs: { src: 'javascript:x()' } },
    ],
  },
  record({ type, detail }) {
    this.setData({ log: JSON.stringify({ type, ...detail }) })
  },
  ask() {
    this.setData({ isAsked: true })
  },
  countEnd() {
    this.setData({ ends: this.data.ends + 1 })
  },
  slide() {
    this.setData({ current: 2 })
  },
  fewer() {
    this.setData({ extras: ['foam', 'milk'] })
  },
})

Page({
  data: {
    log: '',
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
  slide() {
    this.setData({ current: 2 })
  },
  fewer() {
    this.setData({ extras: ['foam', 'milk'] })
  },
})

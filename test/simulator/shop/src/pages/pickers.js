Page({
  data: {
    log: '',
    teas: [{ name: 'green' }, { name: 'black' }, { name: 'white' }],
    columns: [
      ['a', 'b'],
      ['a1', 'a2'],
    ],
  },
  record({ type, detail }) {
    this.setData({ log: JSON.stringify({ type, ...detail }) })
  },
  turn({ detail: { column, value } }) {
    if (column === 0)
      this.setData({ columns: [['a', 'b'], value === 1 ? ['b1', 'b2', 'b3'] : ['a1', 'a2']] })
  },
})

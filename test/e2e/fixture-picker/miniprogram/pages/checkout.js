const tracker = requirePlugin('coupon-tracker')

const cart = (num) => ({
  type_cate: 1,
  trade_marks: [{ num, trade_mark: 'AOdjf7u', price: 20 }],
})

// Its query says how the picker is shown; its buttons change the cart; below it stands what the picker has reported.
Page(
  tracker.page({
    data: { cart: null, theme: 'auto', size: 14, expanded: false, report: false, reported: [] },
    onLoad({ theme = 'auto', size = '14', expanded, report, num = '3' }) {
      this.setData({
        theme,
        size,
        report: report === 'yes',
        expanded: expanded === 'yes',
        cart: cart(Number(num)),
      })
    },
    more() {
      this.setData({ cart: cart(this.data.cart.trade_marks[0].num + 1) })
    },
    fewer() {
      this.setData({ cart: cart(this.data.cart.trade_marks[0].num - 1) })
    },
    spoil() {
      this.setData({ cart: { type_cate: 'takeaway' } })
    },
    record({ type, detail }) {
      this.setData({ reported: [...this.data.reported, JSON.stringify({ [type]: detail })] })
    },
  }),
)

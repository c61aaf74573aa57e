// A drawn picture of one of the goods: the demo works without a network.
Component({
  properties: {
    picture: String,
    size: { type: String, value: 'small' },
  },
})

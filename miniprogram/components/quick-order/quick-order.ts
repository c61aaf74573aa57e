const tracker = requirePlugin('coupon-tracker')

// Wrapped: when a tap on this card is what moves an order, the event names the card as its component.
Component(
  tracker.component(
    {
      properties: {
        coupon: String,
        off: String,
        pay: String,
      },
      methods: {
        order() {
          this.triggerEvent('order')
        },
      },
    },
    { component_name: '一键下单卡片' },
  ),
)

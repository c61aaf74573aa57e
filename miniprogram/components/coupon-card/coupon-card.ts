const tracker = requirePlugin('coupon-tracker')

// Wrapped: when a tap on the card is what moves an order, the event names the card as its component.
Component(
  tracker.component(
    {
      properties: {
        couponInsId: String,
        name: String,
        off: String,
        unit: String,
        rule: String,
        until: String,
        reason: String,
        chosen: Boolean,
        action: { type: String, value: '使用' },
      },
      methods: {
        choose() {
          if (this.data.reason) return
          this.triggerEvent('choose', { coupon_ins_id: this.data.couponInsId })
        },
      },
    },
    { component_name: '优惠券卡片' },
  ),
)

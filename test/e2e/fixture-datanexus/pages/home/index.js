const tracker = requirePlugin('coupon-tracker')

Page(
  tracker.page({
    pay() {
      tracker.trackOrder({
        order_status: 'payed',
        order_id: 'O-1',
        coupons: [
          {
            coupon_id: 'batch-1',
            coupon_batch_name: '满减券',
            coupon_ins_id: 'piece-1',
            coupon_ins_name: '满100减20',
          },
        ],
      })
    },
  }),
)

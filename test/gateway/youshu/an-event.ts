/** A consume_coupon event with every required field. */
export const anEvent = (props: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'consume_coupon',
  props: {
    action_type: 'consume',
    coupon: { coupon_id: 'B1', external: true },
    coupon_instance: { coupon_ins_id: 'I1', coupon_ins_name: '满30减6' },
    order_id: 'O1',
    page: 'pages/order?id=O1',
    time: '1560409473714',
    wx_user: { app_id: 'wx9d4f5f22pa099f82', open_id: 'ogN6X0T' },
    chan: { chan_wxapp_scene: 1037 },
    ...props,
  },
})

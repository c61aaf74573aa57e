/** An event that seed 000 finds nothing wrong with; `change` overwrites fields of its props. */
export const validEvent = (change: object = {}) => ({
  type: 'consume_coupon',
  props: {
    action_type: 'consume',
    coupon: { coupon_id: 'batch-1', external: true },
    coupon_instance: { coupon_ins_id: 'piece-1', coupon_ins_name: '满100减20' },
    order_id: 'O-1',
    coupon_deduction: 20,
    page: 'pages/order?order_id=O-1',
    time: '1760000000000',
    wx_user: { app_id: 'wx0000000000000000', open_id: 'o-1' },
    chan: { chan_wxapp_scene: 1047 },
    extra: { event_id: 'consume/O-1/piece-1' },
    ...change,
  },
})

export const validQuery = 'app_id=bi1&timestamp=1760000000&nonce=abc'

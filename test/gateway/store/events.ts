/** An event as the plugin sends it, with other values where a test needs them. */
export const reported = (props: Record<string, unknown> = {}) => {
  const { order_id = 'O1', action_type = 'consume' } = props
  return {
    type: 'consume_coupon',
    props: {
      action_type,
      coupon: { coupon_id: 'B1', external: true },
      coupon_instance: { coupon_ins_id: 'C1', coupon_ins_name: '满58减5' },
      order_id,
      coupon_deduction: 5,
      page: 'pages/pay',
      time: '1795750000000',
      wx_user: { app_id: 'wx1', open_id: 'o-1', user_id: 'u-1' },
      chan: { chan_wxapp_scene: 1001 },
      extra: { event_id: `${String(action_type)}/${String(order_id)}/C1` },
      ...props,
    },
  }
}

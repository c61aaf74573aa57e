import { chanOf, findBranch } from '../../miniprogram/shop/branches'
import { memberCoupon } from '../../miniprogram/shop/coupons'
import type { Shown } from './shop'

export const TEA = 'AOdjf7u'
export const STEPS = ['pre_consume', 'consume', 'refund_consume'] as const

export const hubin = chanOf(findBranch('shanlan-hubin'))
export const chengxi = chanOf(findBranch('shanlan-chengxi'))

/** Who the demo's server says that the user is. */
export const member = {
  app_id: 'touristappid',
  open_id: 'oDemo-ShanLan-00000000000001',
  user_id: '548019854034',
  tag: [{ tag_id: 'member-silver', tag_name: '银卡会员' }],
  local_id: expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/),
}

/** The member's own coupon as it is reported; it takes off three yuan. */
export const welcome: Shown = {
  coupon_id: memberCoupon.coupon_id,
  coupon_ins_id: memberCoupon.coupon_ins_id,
  coupon_ins_name: memberCoupon.coupon_ins_name,
  coupon_deduction: 3,
}

export const atCheckout = { page: `pages/checkout?sku_id=${TEA}`, page_title: '确认订单' }
const atOrder = (order_id: string) => ({
  page: `pages/order?order_id=${order_id}`,
  page_title: '订单详情',
})

/** The whole event that the collector must hold; `rest` says what differs from step to step. */
export const expectedEvent = (
  action_type: string,
  coupon: Shown,
  order_id: string,
  rest: object = {},
) => ({
  type: 'consume_coupon',
  props: {
    action_type,
    coupon: { coupon_id: coupon.coupon_id, external: true },
    coupon_instance: {
      coupon_ins_id: coupon.coupon_ins_id,
      coupon_ins_name: coupon.coupon_ins_name,
    },
    coupon_deduction: coupon.coupon_deduction,
    order_id,
    sr_sdk_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    time: expect.stringMatching(/^\d{13}$/),
    wx_user: member,
    chan: { chan_wxapp_scene: 1001, ...hubin },
    extra: { event_id: `${action_type}/${order_id}/${coupon.coupon_ins_id}` },
    ...rest,
  },
})

/** The walk's events for these coupons: each step reports each coupon, from the page where it was taken. */
export const expectedWalk = (coupons: readonly Shown[], order_id: string, rest: object = {}) =>
  STEPS.flatMap((action) =>
    coupons.map((coupon) =>
      expectedEvent(action, coupon, order_id, {
        ...(action === 'pre_consume' ? atCheckout : atOrder(order_id)),
        ...rest,
      }),
    ),
  )

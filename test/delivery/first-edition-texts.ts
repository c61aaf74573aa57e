/**
 * What release 1.0.0 wrote, letter by letter: `old-A` and `old-C` were delivered, `old-B` was refused, the others were
 * reported offline, `old-E` before the user was known. These texts stand on phones: they never change.
 */
export const FIRST_EDITION: readonly (readonly [key: string, text: string])[] = [
  ['p1', '[1,",lj6cm25x,b8rz2jxn",2,6,"0933c59c-d3ae-41a2-892f-1c1f494b2050",[5]]'],
  [
    'q2',
    '[[{"type":"consume_coupon","props":{"action_type":"pre_consume","coupon":{"coupon_id":"batch-0","external":true},"coupon_instance":{"coupon_ins_id":"old-B-coupon-0","coupon_ins_name":"满 30 减 5"},"order_id":"old-B","coupon_deduction":5,"page":"pages/checkout","chan":{"chan_wxapp_scene":1011},"wx_user":{"app_id":"wx9d4f5f22pa099f82","open_id":"o-ann","user_id":"u-ann","union_id":"x-ann","local_id":"0933c59c-d3ae-41a2-892f-1c1f494b2050"},"sr_sdk_version":"1.0.0","time":"1760000001000","extra":{"event_id":"pre_consume/old-B/old-B-coupon-0"}}},1760000001000,{"id":"pre_consume/old-B/old-B-coupon-0","fp":"6v1moa70","reason":"code 1","tries":0,"at":1760000001050}]]',
  ],
  [
    'q4',
    '[[{"type":"consume_coupon","props":{"action_type":"consume","coupon":{"coupon_id":"batch-0","external":true},"coupon_instance":{"coupon_ins_id":"old-D-coupon-0","coupon_ins_name":"满 30 减 5"},"order_id":"old-D","coupon_deduction":5,"page":"pages/checkout","chan":{"chan_wxapp_scene":1011},"wx_user":{"app_id":"wx9d4f5f22pa099f82","open_id":"o-ann","user_id":"u-ann","union_id":"x-ann","local_id":"0933c59c-d3ae-41a2-892f-1c1f494b2050"},"sr_sdk_version":"1.0.0","time":"1760000003000","extra":{"event_id":"consume/old-D/old-D-coupon-0"}}},1760000003000,{"id":"consume/old-D/old-D-coupon-0","fp":"63ksasti","reason":"request:fail","tries":0,"at":1760000003050}],[{"type":"consume_coupon","props":{"action_type":"consume","coupon":{"coupon_id":"batch-1","external":true},"coupon_instance":{"coupon_ins_id":"old-D-coupon-1","coupon_ins_name":"满 30 减 5"},"order_id":"old-D","coupon_deduction":5,"page":"pages/checkout","chan":{"chan_wxapp_scene":1011},"wx_user":{"app_id":"wx9d4f5f22pa099f82","open_id":"o-ann","user_id":"u-ann","union_id":"x-ann","local_id":"0933c59c-d3ae-41a2-892f-1c1f494b2050"},"sr_sdk_version":"1.0.0","time":"1760000003000","extra":{"event_id":"consume/old-D/old-D-coupon-1"}}},1760000003000,{"id":"consume/old-D/old-D-coupon-1","fp":"63ksastj","reason":"request:fail","tries":0,"at":1760000003050}]]',
  ],
  [
    'q5',
    '[[{"type":"consume_coupon","props":{"action_type":"consume","coupon":{"coupon_id":"batch-0","external":true},"coupon_instance":{"coupon_ins_id":"old-S-coupon-0","coupon_ins_name":"满 30 减 5"},"sub_order_id":"old-S","page":"pages/checkout","chan":{"chan_wxapp_scene":1011},"wx_user":{"app_id":"wx9d4f5f22pa099f82","open_id":"o-ann","user_id":"u-ann","union_id":"x-ann","local_id":"0933c59c-d3ae-41a2-892f-1c1f494b2050"},"sr_sdk_version":"1.0.0","time":"1760000004000","extra":{"event_id":"consume/old-S/old-S-coupon-0"}}},1760000004000,{"id":"consume/old-S/old-S-coupon-0","fp":"xkyqi2d","reason":"request:fail","tries":0,"at":1760000004050}]]',
  ],
  [
    'q6',
    '[[{"type":"consume_coupon","props":{"action_type":"consume","coupon":{"coupon_id":"batch-0","external":true},"coupon_instance":{"coupon_ins_id":"old-E-coupon-0","coupon_ins_name":"满 30 减 5"},"order_id":"old-E","coupon_deduction":5,"page":"pages/checkout","chan":{"chan_wxapp_scene":1011},"wx_user":{"app_id":"wx9d4f5f22pa099f82","local_id":"0933c59c-d3ae-41a2-892f-1c1f494b2050"},"sr_sdk_version":"1.0.0","time":"1760000005000","extra":{"event_id":"consume/old-E/old-E-coupon-0"}}},1760000005000,null]]',
  ],
]

const ANN = 'o-ann'
/** The events in them that wait. */
export const FIRST_EDITION_EVENTS: readonly {
  readonly id: string
  readonly time: string
  readonly open_id?: string
}[] = [
  { id: 'pre_consume/old-B/old-B-coupon-0', time: '1760000001000', open_id: ANN },
  { id: 'consume/old-D/old-D-coupon-0', time: '1760000003000', open_id: ANN },
  { id: 'consume/old-D/old-D-coupon-1', time: '1760000003000', open_id: ANN },
  { id: 'consume/old-S/old-S-coupon-0', time: '1760000004000', open_id: ANN },
  { id: 'consume/old-E/old-E-coupon-0', time: '1760000005000' },
]
export const FIRST_EDITION_DELIVERED = ['old-A', 'old-C']
export const FIRST_EDITION_LOCAL_ID = '0933c59c-d3ae-41a2-892f-1c1f494b2050'

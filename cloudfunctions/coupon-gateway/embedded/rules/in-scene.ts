import type { Rule } from '../rule'

const DELIVERY = 1
const DINE_IN = 2

// 4, paying at the counter, is no order of goods: neither delivery nor dine-in.
const SCENES: Readonly<Record<number, string>> = {
  1: '仅限外卖可用',
  2: '仅限堂食可用',
  4: '仅限买单可用',
  5: '仅限外卖、买单可用',
  6: '仅限堂食、买单可用',
}

/** `scene_type` is a mask of three bits; the order is delivery (type_cate 3) or dine-in (1). */
export const inScene: Rule = {
  reason: 'scene',
  holds: ({ coupon: { scene_type }, order: { delivery } }) =>
    scene_type === undefined ? 'unknown' : (scene_type & (delivery ? DELIVERY : DINE_IN)) !== 0,
  because: ({ coupon: { scene_type = 0 } }) => SCENES[scene_type] ?? '当前场景不可用',
}

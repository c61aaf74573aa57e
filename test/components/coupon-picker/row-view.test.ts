import { rowView } from '../../../plugin/components/coupon-picker/picker-view'
import { makeCoupon } from './make-coupon'

const state = {
  phase: 'ready' as const,
  coupon: null,
  none: false,
  best: '1',
  usable: 3,
  unknown: 1,
  unusable: 2,
  age: 0,
}
const coupon = makeCoupon({ deduction: 12.5 })

test('the row names the coupon, what it takes off, and how many there are', () => {
  expect(rowView({ ...state, coupon })).toEqual({
    choice: '满58减8元券',
    off: '−¥12.50',
    note: '3 张可用，已选最优',
    tone: 'chosen',
  })
})

test('a coupon that is not the best one is not called the best', () => {
  expect(rowView({ ...state, coupon, best: '2' }).note).toBe('3 张可用')
})

test('an old answer shows its age, and does not call its best one the best', () => {
  const row = rowView({ ...state, phase: 'stale', coupon, age: 5 * 60_000 })
  expect(row.note).toBe('3 张可用，5 分钟前的结果')
})

test.each([
  ['the user selected none', { none: true }, '不使用优惠券', '3 张可用'],
  ['none is usable', { usable: 0, unknown: 0 }, '暂无可用', '2 张不可用，点开看原因'],
  ['only the shop can decide', { usable: 0 }, '暂无可用', '1 张待门店确认'],
  [
    'none is usable and the user selected none',
    { usable: 0, none: true },
    '暂无可用',
    '1 张待门店确认',
  ],
  [
    'there are no coupons',
    { phase: 'empty' as const, usable: 0, unknown: 0, unusable: 0 },
    '暂无优惠券',
    '还没有领到优惠券',
  ],
  ['it is loading', { phase: 'loading' as const }, '正在计算…', '按本单的商品查找优惠'],
  ['there is no cart', { phase: 'waiting' as const }, '', '选好商品后可查看'],
  ['it failed', { phase: 'failed' as const }, '获取失败', '可重试，或不用券下单'],
])('where %s, the row says so', (_, changes, choice, note) => {
  expect(rowView({ ...state, ...changes })).toMatchObject({ choice, note, off: '' })
})

import {
  changeDetail,
  groupCoupons,
  resolveSelection,
  type Selection,
} from '../../../plugin/components/coupon-picker/selection'
import { makeCoupon } from './make-coupon'

const best = makeCoupon({ id: 'best' }, { title: '最优券' })
const other = makeCoupon({ id: 'other' }, { title: '另一张' })
const unknown = makeCoupon({ id: 'unknown', usable: 'unknown' })
const unusable = makeCoupon({ id: 'unusable', usable: false })
const answer = { best: 'best', coupons: [best, other, unknown, unusable] }
const selected = (id: string): Selection => ({ kind: 'coupon', id, title: '原来的' })

test('until the user selects, the best one is selected', () => {
  expect(resolveSelection({ kind: 'best' }, answer)).toEqual({
    selection: { kind: 'best' },
    coupon: best,
  })
})

test('where none is best, none is selected', () => {
  expect(resolveSelection({ kind: 'best' }, { ...answer, best: null }).coupon).toBeNull()
})

test.each(['unknown', 'unusable', 'not there'])('a best one that is %s is not selected', (id) => {
  expect(resolveSelection({ kind: 'best' }, { ...answer, best: id }).coupon).toBeNull()
})

test('the coupon that the user selected stays as long as it is usable', () => {
  expect(resolveSelection(selected('other'), answer)).toEqual({
    selection: selected('other'),
    coupon: other,
  })
})

test.each(['unknown', 'unusable', 'gone'])(
  'a selected coupon that is %s now is replaced by the best, and named as replaced',
  (id) => {
    expect(resolveSelection(selected(id), answer)).toEqual({
      selection: { kind: 'best' },
      coupon: best,
      replaced: '原来的',
    })
  },
)

test('a user who selects none gets none, whatever is best', () => {
  expect(resolveSelection({ kind: 'none' }, answer)).toEqual({
    selection: { kind: 'none' },
    coupon: null,
  })
})

test('the selected coupon is emitted as trackOrder takes it, ids and fen untouched', () => {
  const id = '90071992547409931234'
  expect(changeDetail(makeCoupon({ id, coupon_id: '9007199254740993', deduction: 6.35 }))).toEqual({
    coupon: {
      coupon_id: '9007199254740993',
      coupon_ins_id: id,
      coupon_ins_name: '满58减8元券',
      coupon_deduction: 6.35,
    },
    deduction: 6.35,
  })
})

test('an unknown batch is left out, not invented', () => {
  const { coupon_id: _, ...bare } = makeCoupon()
  expect(changeDetail(bare).coupon).not.toHaveProperty('coupon_id')
})

test('no coupon takes nothing off', () => {
  expect(changeDetail(null)).toEqual({ coupon: null, deduction: 0 })
})

test('the groups keep the order of the gateway', () => {
  expect(groupCoupons([other, unusable, best, unknown])).toEqual({
    usable: [other, best],
    unknown: [unknown],
    unusable: [unusable],
  })
})

import { choose, type Wish } from '../../../plugin/components/coupon-picker/choose'
import { chosen } from '../../../plugin/components/coupon-picker/chosen'
import { sections } from '../../../plugin/components/coupon-picker/sections'
import { makeCoupon } from './make-coupon'

const best = makeCoupon({ id: 'best' }, { title: '最优券' })
const other = makeCoupon({ id: 'other' }, { title: '另一张' })
const unknown = makeCoupon({ id: 'unknown', usable: 'unknown' })
const unusable = makeCoupon({ id: 'unusable', usable: false })
const answer = { best: 'best', coupons: [best, other, unknown, unusable] }
const wishFor = (id: string): Wish => ({ kind: 'coupon', id, title: '原来的' })

test('as long as nobody says otherwise, the best one is chosen', () => {
  expect(choose({ kind: 'best' }, answer)).toEqual({ wish: { kind: 'best' }, coupon: best })
})

test('where none is best, none is chosen', () => {
  expect(choose({ kind: 'best' }, { ...answer, best: null }).coupon).toBeNull()
})

test.each(['unknown', 'unusable', 'not there'])('a best one that is %s is not chosen', (id) => {
  expect(choose({ kind: 'best' }, { ...answer, best: id }).coupon).toBeNull()
})

test('the coupon that the user chose stays as long as it is usable', () => {
  expect(choose(wishFor('other'), answer)).toEqual({ wish: wishFor('other'), coupon: other })
})

test.each(['unknown', 'unusable', 'gone'])(
  'the coupon that the user chose and that is %s now is replaced by the best, and that is said',
  (id) => {
    expect(choose(wishFor(id), answer)).toEqual({
      wish: { kind: 'best' },
      coupon: best,
      replaced: '原来的',
    })
  },
)

test('a user who wants none gets none, whatever is best', () => {
  expect(choose({ kind: 'none' }, answer)).toEqual({ wish: { kind: 'none' }, coupon: null })
})

test('what is chosen is told as trackOrder takes it, ids and fen untouched', () => {
  const id = '90071992547409931234'
  expect(chosen(makeCoupon({ id, coupon_id: '9007199254740993', deduction: 6.35 }))).toEqual({
    coupon: {
      coupon_id: '9007199254740993',
      coupon_ins_id: id,
      coupon_ins_name: '满58减8元券',
      coupon_deduction: 6.35,
    },
    deduction: 6.35,
  })
})

test('a batch that nobody knows is left out, not invented', () => {
  const { coupon_id: _, ...bare } = makeCoupon()
  expect(chosen(bare).coupon).not.toHaveProperty('coupon_id')
})

test('no coupon takes nothing off', () => {
  expect(chosen(null)).toEqual({ coupon: null, deduction: 0 })
})

test('the groups keep the order of the gateway', () => {
  expect(sections([other, unusable, best, unknown])).toEqual({
    usable: [other, best],
    unknown: [unknown],
    unusable: [unusable],
  })
})

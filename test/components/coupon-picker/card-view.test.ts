import { cardView } from '../../../plugin/components/coupon-picker/card-view'
import { makeCoupon } from './make-coupon'

const around = {
  at: 0,
  now: Date.parse('2026-08-04T15:30:00+08:00'),
  best: null,
  checked: false,
  open: false,
  heading: '',
}
const end_at = Date.parse('2026-12-31T23:59:59+08:00') / 1000

test('a usable coupon shows what it takes off, its name, label, scene and validity', () => {
  const template = { coupon_label: '全场', scene_type_desc: '堂食', coupon_amount: '8元' }
  expect(cardView(makeCoupon({ end_at }, template), around)).toMatchObject({
    kind: 'usable',
    off: '8',
    face: '',
    meaning: '本单减',
    title: '满58减8元券',
    tags: ['全场', '堂食'],
    validity: '有效期至 2026.12.31',
    reason: '',
    hasRules: false,
    label: '满58减8元券，本单减 8 元，全场，堂食，有效期至 2026.12.31',
  })
})

test('the best one is marked, on the screen and for screen readers', () => {
  const view = cardView(makeCoupon(), { ...around, best: '1' })
  expect(view.best).toBe(true)
  expect(view.label).toContain('最优')
})

test('a coupon that cannot be used shows its face value and the reason, not what it does not take off', () => {
  const piece = makeCoupon(
    { usable: false, deduction: 0, reason: 'minimum', reason_text: '还差 48.00 元' },
    { coupon_amount: '20元' },
  )
  expect(cardView(piece, around)).toMatchObject({
    kind: 'unusable',
    off: '',
    face: '20元',
    meaning: '',
    reason: '还差 48.00 元',
    label: '满58减8元券，20元，还差 48.00 元',
  })
})

test('a coupon on which only the shop can decide shows what it may take off, and why it is open', () => {
  const piece = makeCoupon({ usable: 'unknown', deduction: 3, reason_text: '由店员核对' })
  expect(cardView(piece, around)).toMatchObject({
    kind: 'unknown',
    off: '3',
    meaning: '预计减',
    reason: '由店员核对',
    label: '满58减8元券，预计减 3 元，待门店确认，由店员核对',
  })
})

test.each([
  ['unknown', '能不能用以门店为准'],
  [false, '本单不能使用'],
] as const)('a coupon that is %p without a reason has a default one', (usable, reason) => {
  expect(cardView(makeCoupon({ usable }), around).reason).toBe(reason)
})

test('a reason beside a usable coupon is not shown', () => {
  expect(cardView(makeCoupon({ reason_text: '旧的' }), around).reason).toBe('')
})

test('what ends today matters only where it can be used', () => {
  const today = around.now / 1000 + 60
  expect(cardView(makeCoupon({ end_at: today }), around).soon).toBe(true)
  expect(cardView(makeCoupon({ end_at: today, usable: false }), around).soon).toBe(false)
})

test('rules are there on demand, and the explanation where there are none', () => {
  const closed = cardView(makeCoupon({}, { desc: '规则', explain_text: '说明' }), around)
  expect(closed).toMatchObject({ hasRules: true, rules: '' })
  const open = { ...around, open: true }
  expect(cardView(makeCoupon({}, { desc: '规则', explain_text: '说明' }), open).rules).toBe('规则')
  expect(cardView(makeCoupon({}, { explain_text: '说明' }), open).rules).toBe('说明')
})

test('a label that repeats the scene is shown once', () => {
  const piece = makeCoupon({}, { coupon_label: '堂食', scene_type_desc: '堂食' })
  expect(cardView(piece, around).tags).toEqual(['堂食'])
})

test('endless texts are cut, so that one card never weighs more than a few kilobytes', () => {
  const long = '券'.repeat(100_000)
  const piece = makeCoupon(
    { usable: 'unknown', reason_text: long, deduction: 0 },
    {
      title: long,
      coupon_label: long,
      scene_type_desc: `${long}2`,
      coupon_amount: long,
      desc: long,
    },
  )
  const view = cardView(piece, { ...around, open: true })
  expect(JSON.stringify(view).length).toBeLessThan(3000)
  expect(view.title).toBe(`${'券'.repeat(60)}…`)
})

import { readFileSync } from 'node:fs'
import { couponsByUser } from '../../../cloudfunctions/coupon-gateway/lib/catalogue'
import {
  decodeCoupons,
  readCatalogue,
} from '../../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { evaluateCoupons } from '../../kit/evaluate-coupons'
import { readCart } from '../../../cloudfunctions/coupon-gateway/coupon-engine/cart'
import type { CardView } from '../../../plugin/components/coupon-picker/card-view'
import type { Cart } from '../../../plugin/coupons/cart'
import { decodeCoupons as decodeAnswer } from '../../../plugin/coupons/decode'
import recorded from '../../cases/12-zvcms-coupons-naixue.json'
import { rawCoupon } from '../../gateway/coupon-engine/make-coupon'
import { NOW } from '../../gateway/fakes/ports'
import { openPicker } from './open-picker'

const USER = '548019854034'
const CATALOGUE = `${__dirname}/../../../cloudfunctions/coupon-gateway/catalogue.json`
const demo = readCatalogue(readFileSync(CATALOGUE, 'utf8')).coupons
const live = decodeCoupons(recorded.coupons.map((one) => rawCoupon(one, { id: one.id }))).coupons

const tea = { num: 2, trade_mark: 'AOdjf7u', price: '26.80' }
const latte = { num: 2, trade_mark: 'BKq2m9x', price: 28.9 }
const NAMED: [string, Cart][] = [
  ['at the table', { multi_mark: 'shanlan-hubin', type_cate: 1, trade_marks: [tea, latte] }],
  [
    'delivered',
    { multi_mark: 'shanlan-chengxi', type_cate: 3, trade_marks: [tea], delivery_fee: '5.00' },
  ],
]

type Opened = ReturnType<typeof openPicker>

/** Every card of the tab in front, scrolled through from top to end. */
const allCards = ({ picker, list, cards }: Opened): CardView[] => {
  const found = new Map<number, CardView>()
  for (let top = 0; top < 20_000; top += 600) {
    picker.scroll(list().listId, top)
    for (const card of cards()) found.set(card.at, card)
  }
  return [...found.values()].sort((a, b) => a.at - b.at)
}

describe.each([
  ['the whole demo catalogue', demo],
  ['the live coupons of a recorded merchant', live],
])('%s', (_, catalogue) => {
  test.each(NAMED)('%s: each card shows what the gateway decided', async (...given) => {
    const [, cart] = given
    const read = readCart(cart)
    if ('issues' in read) throw new Error(JSON.stringify(read.issues))
    const evaluation = evaluateCoupons(couponsByUser(catalogue)(USER), read.cart, NOW)
    const answer = decodeAnswer(evaluation, 1e9, NOW)
    if (!answer) throw new Error('no answer')

    const opened = openPicker()
    opened.picker.setOpen(true)
    opened.picker.setCart(cart)
    await opened.answer({ state: 'fresh', ...answer })
    const offered = allCards(opened)
    opened.picker.showTab('unusable')
    const refused = allCards(opened)

    const of = (usable: unknown) => evaluation.coupons.filter((one) => one.usable === usable)
    expect(
      offered.map(({ kind, title, off, reason, best }) => ({ kind, title, off, reason, best })),
    ).toEqual([
      ...of(true).map(({ id, coupon, deduction }) => ({
        kind: 'usable',
        title: coupon.title,
        off: expect.stringMatching(
          new RegExp(`^${deduction.toFixed(2).replace(/\.00$/, '').replace('.', '\\.')}$`),
        ),
        reason: '',
        best: id === evaluation.best,
      })),
      ...of('unknown').map(({ coupon, reason_text }) => ({
        kind: 'unknown',
        title: coupon.title,
        off: expect.any(String),
        reason: reason_text,
        best: false,
      })),
    ])
    expect(refused.map(({ title, reason }) => [title, reason])).toEqual(
      of(false).map(({ coupon, reason_text }) => [coupon.title, reason_text]),
    )
    const best = evaluation.coupons.find(({ id }) => id === evaluation.best)
    const change = opened.change()
    expect([change?.coupon?.coupon_ins_id, change?.deduction]).toEqual([best?.id, best?.deduction])
    expect(offered.length + refused.length).toBe(couponsByUser(catalogue)(USER).length)
  })
})

import type { Chosen } from '../../../plugin/components/coupon-picker/chosen'
import type { Measured } from '../../../plugin/components/coupon-picker/card-list'
import { createPicker, FIRST_DRAWING } from '../../../plugin/components/coupon-picker/picker'
import type { Drawing } from '../../../plugin/components/coupon-picker/surface'
import type { Cart } from '../../../plugin/coupons/cart'
import type { Coupon } from '../../../plugin/coupons/types'
import type { CouponsFailure, CouponsOutcome } from '../../../plugin/coupons/types'
import { createFakeClock } from '../../kit/clock'
import { makeCoupon } from './make-coupon'

export const cart = (num = 1): Cart => ({
  type_cate: 1,
  trade_marks: [{ num, trade_mark: 'tea', price: 20 }],
})

type Question = { readonly cart: Cart; answer(outcome: CouponsOutcome): void; fail(): void }

/** The picker on a surface that remembers what was drawn, told and asked, and answers when it is told to. */
export const createPickerWorld = () => {
  const clock = createFakeClock()
  const questions: Question[] = []
  const told: [event: string, detail: object][] = []
  let drawing: Drawing = FIRST_DRAWING
  let drawn = 0
  let height = 0
  const picker = createPicker({
    ask: (asked) =>
      new Promise((resolve, reject) => {
        questions.push({ cart: asked, answer: resolve, fail: () => reject(new Error('broken')) })
      }),
    now: clock.now,
    after: clock.after,
    draw(part, done) {
      drawing = { ...drawing, ...part }
      drawn += 1
      done()
    },
    measure(turn, found: (measured: Measured) => void) {
      const chunks = drawing.list.chunks.map(({ at }) => ({ at, height }))
      found({ turn, viewport: 500, chunks })
    },
    tell: (event, detail) => void told.push([event, detail]),
  })
  const answer = async (outcome: CouponsOutcome) => {
    questions.at(-1)?.answer(outcome)
    await clock.pass(0)
  }
  const fresh = (coupons: readonly Coupon[], best: string | null = coupons[0]?.id ?? null) => ({
    at: clock.now(),
    best,
    coupons,
    skipped: 0,
  })
  return {
    picker,
    clock,
    questions,
    told,
    view: () => drawing.view,
    list: () => drawing.list,
    cards: () => drawing.list.chunks.flatMap(({ cards }) => cards),
    /** How often something was drawn. */
    drawn: () => drawn,
    /** From now on every chunk in the tree is so high. */
    measures(px: number) {
      height = px
    },
    /** The last `change` that was told. */
    choice: () => told.filter(([event]) => event === 'change').at(-1)?.[1] as Chosen | undefined,
    states: () => told.flatMap(([event, detail]) => (event === 'state' ? [detail] : [])),
    answer,
    answerFresh: (coupons: readonly Coupon[], best?: string | null) =>
      answer({ state: 'fresh', ...fresh(coupons, best) }),
    answerStale: (coupons: readonly Coupon[], reason: CouponsFailure = 'unreachable') =>
      answer({ state: 'stale', reason, ...fresh(coupons) }),
    answerFailed: (reason: CouponsFailure = 'unreachable') =>
      answer({ state: 'failed', reason, issues: [] }),
  }
}

export const best = makeCoupon({ id: 'best', deduction: 8 }, { title: '最优券' })
export const other = makeCoupon({ id: 'other', deduction: 5 }, { title: '另一张' })
export const unusable = makeCoupon({ id: 'no', usable: false, deduction: 0 })
const unknown = makeCoupon({ id: 'maybe', usable: 'unknown', deduction: 0 })

/** The same with an answer on the first cart, and its panel open. */
export const openedPicker = async (coupons = [best, other, unknown, unusable]) => {
  const world = createPickerWorld()
  world.picker.setOpen(true)
  world.picker.setCart(cart())
  await world.answerFresh(coupons)
  return world
}

/** The `change` that tells of this coupon. */
export const changeTo = (id: string, deduction: number) => ({
  coupon: expect.objectContaining({ coupon_ins_id: id, coupon_deduction: deduction }),
  deduction,
})
export const changeToNone = { coupon: null, deduction: 0 }

import type { Measured } from '../../../plugin/components/coupon-picker/card-list'
import {
  createPicker,
  type Drawing,
  FIRST_DRAWING,
} from '../../../plugin/components/coupon-picker/picker'
import type { ChangeDetail } from '../../../plugin/components/coupon-picker/selection'
import type { Cart } from '../../../plugin/coupons/cart'
import type { Coupon, CouponsFailure, CouponsOutcome } from '../../../plugin/coupons/types'
import { createFakeClock } from '../../kit/clock'
import { makeCoupon } from './make-coupon'

export const cart = (num = 1): Cart => ({
  type_cate: 1,
  trade_marks: [{ num, trade_mark: 'tea', price: 20 }],
})

type Request = { readonly cart: Cart; answer(outcome: CouponsOutcome): void; fail(): void }

/** The picker in a host that records what is drawn, emitted and requested, and answers when the test says so. */
export const openPicker = () => {
  const clock = createFakeClock()
  const requests: Request[] = []
  const emitted: [event: string, detail: object][] = []
  let drawing: Drawing = FIRST_DRAWING
  let drawn = 0
  let watching: ((place: number) => void) | undefined
  const tracked: [type: string, ids: unknown[]][] = []
  const sights: unknown[] = []
  let page = 'pages/checkout'
  let height = 0
  const picker = createPicker({
    fetchCoupons: (requested) =>
      new Promise((resolve, reject) => {
        requests.push({ cart: requested, answer: resolve, fail: () => reject(new Error('broken')) })
      }),
    now: clock.now,
    after: clock.after,
    draw(part, done) {
      drawing = { ...drawing, ...part }
      drawn += 1
      done()
    },
    measure(listId, found: (measured: Measured) => void) {
      const chunks = drawing.list.chunks.map(({ at }) => ({ at, height }))
      found({ listId, viewport: 500, chunks })
    },
    emit: (event, detail) => void emitted.push([event, detail]),
    watchCards(shown) {
      watching = shown
      return () => (watching = undefined)
    },
    sight: () => ({ page, time: clock.now() }),
    track(type, coupons, sight) {
      tracked.push([type, coupons.map(({ coupon_ins_id }) => coupon_ins_id)])
      sights.push(sight)
    },
  })
  const answer = async (outcome: CouponsOutcome) => {
    requests.at(-1)?.answer(outcome)
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
    requests,
    emitted,
    /** What was reported: type and coupon_ins_id of each coupon. */
    tracked,
    /** Where and when each was seen, as far as that was told. */
    sights,
    /** Another page comes to the front. */
    goTo(route: string) {
      page = route
    },
    /** These cards come into view. */
    see: (...places: number[]) => places.forEach((place) => watching?.(place)),
    isWatching: () => watching !== undefined,
    view: () => drawing.view,
    list: () => drawing.list,
    cards: () => drawing.list.chunks.flatMap(({ cards }) => cards),
    /** How often something was drawn. */
    drawn: () => drawn,
    /** From now on every chunk in the tree is so high. */
    measures(px: number) {
      height = px
    },
    /** The last `change` event. */
    change: () =>
      emitted.filter(([event]) => event === 'change').at(-1)?.[1] as ChangeDetail | undefined,
    states: () => emitted.flatMap(([event, detail]) => (event === 'state' ? [detail] : [])),
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
export const openReadyPicker = async (coupons = [best, other, unknown, unusable]) => {
  const opened = openPicker()
  opened.picker.setOpen(true)
  opened.picker.setCart(cart())
  await opened.answerFresh(coupons)
  return opened
}

/** The `change` event of this coupon. */
export const changeTo = (id: string, deduction: number) => ({
  coupon: expect.objectContaining({ coupon_ins_id: id, coupon_deduction: deduction }),
  deduction,
})
export const changeToNone = { coupon: null, deduction: 0 }

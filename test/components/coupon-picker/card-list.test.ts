import { createCardList } from '../../../plugin/components/coupon-picker/card-list'
import { makeCoupon, makeCoupons } from './make-coupon'

const marks = { now: 0, best: '1', checked: '2', open: true }

const shown = (count: number) => {
  const list = createCardList()
  list.show(makeCoupons(count))
  const view = () => list.view(marks)
  return {
    list,
    view,
    titles: () => view().chunks.flatMap(({ cards }) => cards.map(({ title }) => title)),
    /** As if each chunk in the tree were so high. */
    measure: (height: number) =>
      list.measure({
        listId: list.id(),
        viewport: 500,
        chunks: view().chunks.map(({ at }) => ({ at, height })),
      }),
  }
}

test('a short list is drawn whole, with its marks', () => {
  const { view } = shown(3)
  expect(view()).toMatchObject({ before: 0, after: 0 })
  expect(view().chunks).toMatchObject([
    {
      at: 0,
      cards: [
        { at: 0, title: '券 1', best: true, checked: false },
        { at: 1, title: '券 2', best: false, checked: true },
        { at: 2, title: '券 3', best: false, checked: false },
      ],
    },
  ])
})

test('a closed list draws nothing', () => {
  const { list } = shown(30)
  expect(list.view({ ...marks, open: false }).chunks).toEqual([])
})

test('of 5,000 coupons fewer than 100 are drawn, wherever the list is scrolled', () => {
  const { list, titles, measure } = shown(5000)
  measure(1200)
  for (let top = 0; top < 600_000; top += 611) {
    list.scroll(list.id(), top)
    expect(titles().length).toBeLessThanOrEqual(40)
    measure(1200)
  }
  expect(titles()).toContain('券 5000')
})

test('scrolling inside what is drawn draws nothing anew', () => {
  const { list, measure } = shown(5000)
  measure(1200)
  expect(list.scroll(list.id(), 40)).toBe(false)
  expect(list.scroll(list.id(), 1300)).toBe(true)
})

test('a card that opened its rules is longer, and the list knows', () => {
  const { list, view, measure } = shown(100)
  measure(1000)
  list.toggleRules(0)
  list.measure({ listId: list.id(), viewport: 500, chunks: [{ at: 0, height: 1700 }] })
  list.scroll(list.id(), 2800)
  expect(view()).toMatchObject({ before: 1700 })
})

test('the estimate for what was never measured is made once: a later measure moves nothing above', () => {
  const { list, view, measure } = shown(5000)
  measure(1200)
  list.scroll(list.id(), 60_600)
  const { before } = view()
  measure(1500)
  expect(view().before).toBe(before)
  expect(before).toBe(49 * 1200)
})

test('what a hidden list measures is ignored', () => {
  const { list, view } = shown(5000)
  const before = view()
  const zero = { listId: list.id(), viewport: 0, chunks: [{ at: 0, height: 0 }] }
  expect(list.measure(zero)).toBe(false)
  expect(view()).toEqual(before)
})

test('scrolling and measures of a list that is gone are ignored', () => {
  const { list, view } = shown(5000)
  const gone = list.id()
  list.restart()
  const before = view()
  expect(list.scroll(gone, 90_000)).toBe(false)
  expect(list.measure({ listId: gone, viewport: 10, chunks: [{ at: 0, height: 9 }] })).toBe(false)
  expect(view()).toEqual(before)
})

test('another list begins at its top', () => {
  const { list, titles } = shown(5000)
  list.scroll(list.id(), 90_000)
  expect(titles()).not.toContain('券 1')
  list.show(makeCoupons(200))
  expect(titles()).toContain('券 1')
})

test('rules that were opened are open still after the card has been out of sight', () => {
  const list = createCardList()
  const coupons = makeCoupons(100).map((coupon) => ({
    ...coupon,
    coupon: { ...coupon.coupon, desc: '规则' },
  }))
  list.show(coupons)
  list.toggleRules(0)
  list.scroll(list.id(), 9000)
  list.scroll(list.id(), 0)
  const [first, second] = list.view(marks).chunks[0]?.cards ?? []
  expect(first?.rules).toBe('规则')
  expect(second?.rules).toBe('')
  list.toggleRules(0)
  expect(list.view(marks).chunks[0]?.cards[0]?.rules).toBe('')
})

test('after the phone was turned everything is measured anew', () => {
  const { list, view, measure } = shown(5000)
  measure(1200)
  list.forgetMeasures()
  measure(600)
  list.scroll(list.id(), 60_000)
  expect(view().before).toBe(99 * 600)
})

test('a selected coupon that is not usable is not marked as selected', () => {
  const list = createCardList()
  list.show([makeCoupon({ id: '2', usable: false })])
  expect(list.view(marks).chunks[0]?.cards[0]?.checked).toBe(false)
})

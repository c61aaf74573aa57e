import { atPicker } from './at-picker'
import { FIVE_THOUSAND } from './picker-coupons'
import type { PickerPage } from './picker-page'
import { eventually } from './until'

atPicker('The coupon picker with 5,000 coupons', (open) => {
  let picker: PickerPage
  /** The list as it is seen: how much is in the tree, and what of the viewport no card covers, in px. */
  const seen = () =>
    picker.list.evaluate((list) => {
      const box = list.getBoundingClientRect()
      const cards = [...list.querySelectorAll('[class*="--card "]')]
      const boxes = cards
        .map((card) => card.getBoundingClientRect())
        .filter(({ top, bottom }) => bottom > box.top && top < box.bottom)
      const edges = [box.top, ...boxes.flatMap(({ top, bottom }) => [top, bottom]), box.bottom]
      const gaps = edges.flatMap((edge, i) => (i % 2 ? [edge - (edges[i - 1] ?? edge)] : []))
      return {
        cards: cards.length,
        nodes: list.querySelectorAll('*').length,
        gap: Math.max(...gaps),
      }
    })
  /** Turns the wheel by so many px, and waits until the list has moved. */
  const wheel = async (by: number) => {
    const top = () => picker.list.evaluate(({ scrollTop }) => scrollTop)
    const before = await top()
    await picker.page.mouse.wheel(0, by)
    await eventually(top).not.toBe(before)
  }

  beforeEach(async () => {
    picker = await open({ answer: FIVE_THOUSAND })
    await picker.cards.first().waitFor()
    await picker.list.hover()
  })

  test('scrolling shows cards all the way, and never builds more than a few', async () => {
    for (let step = 0; step < 40; step += 1) {
      await wheel(900)
      await eventually(async () => (await seen()).gap).toBeLessThan(30)
      const { cards, nodes } = await seen()
      expect(cards).toBeLessThan(100)
      expect(nodes).toBeLessThan(1000)
    }
    for (let step = 0; step < 10; step += 1) {
      await wheel(-2000)
      await eventually(async () => (await seen()).gap).toBeLessThan(30)
    }
  })

  test('the last one is reached, and can be chosen', async () => {
    await picker.list.evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await picker.card('第 5000 张券').click()
    expect((await picker.results(4)).at(-1)).toMatchObject({
      change: { coupon: { coupon_ins_id: '9007199254745992' }, deduction: 5.9 },
    })
    await eventually(async () => (await seen()).cards).toBeLessThan(100)
  })

  test('rules that are open on the way leave no hole, and are open still on the way back', async () => {
    for (const title of ['第 1 张券，标题写得比别的券都长一些，要占两行才放得下', '第 11 张券']) {
      await picker.rules(title).click()
    }
    for (let step = 0; step < 12; step += 1) {
      await wheel(step < 6 ? 1500 : -1400)
      await eventually(async () => (await seen()).gap).toBeLessThan(30)
    }
    await picker.list.evaluate((list) => list.scrollTo(0, 0))
    await picker.picker.getByText('任意商品可用').first().waitFor()
  })
})

import { array, assert, double, integer, property, tuple } from 'fast-check'
import { CARDS_PER_CHUNK, chunkWindow } from '../../../plugin/components/coupon-picker/card-list'

const lengths = (cards: number, measured: readonly [number, number][] = []) => ({
  cards,
  measured: new Map(measured),
  perCard: 100,
})

test('at the top of a long list the first chunk and one more are drawn', () => {
  expect(chunkWindow(lengths(5000), 0, 600)).toEqual({
    first: 0,
    last: 1,
    before: 0,
    after: 498_000,
  })
})

test('in the middle one chunk before and one after what is seen are drawn', () => {
  expect(chunkWindow(lengths(5000), 10_250, 600)).toEqual({
    first: 9,
    last: 11,
    before: 9000,
    after: 488_000,
  })
})

test('what was measured counts in place of the estimate', () => {
  const measured = lengths(5000, [[0, 3000]])
  expect(chunkWindow(measured, 2900, 50)).toMatchObject({ first: 0, last: 1 })
  expect(chunkWindow(measured, 6000, 50)).toMatchObject({ first: 3, before: 5000 })
})

test('the last chunk is as long as the cards that are left', () => {
  expect(chunkWindow(lengths(23), 0, 600).after).toBe(300)
})

test('a list without cards has no window', () => {
  expect(chunkWindow(lengths(0), 0, 600)).toEqual({ first: 0, last: -1, before: 0, after: 0 })
})

test('whatever was measured and wherever it is scrolled: all that is seen is drawn, little more, and the length is kept', () => {
  const list = tuple(integer({ min: 1, max: 6000 }), array(integer({ min: 40, max: 4000 }))).map(
    ([cards, heights]) => {
      const count = Math.ceil(cards / CARDS_PER_CHUNK)
      return lengths(
        cards,
        heights.slice(0, count).map((height, chunk) => [chunk, height]),
      )
    },
  )
  assert(
    property(
      list,
      double({ min: -0.1, max: 1.1, noNaN: true }),
      integer({ min: 200, max: 900 }),
      (given, share, viewport) => {
        const count = Math.ceil(given.cards / CARDS_PER_CHUNK)
        const chunks = Array.from(
          { length: count },
          (_, i) =>
            given.measured.get(i) ??
            Math.min(CARDS_PER_CHUNK, given.cards - i * CARDS_PER_CHUNK) * 100,
        )
        const total = chunks.reduce((sum, one) => sum + one, 0)
        const top = share * total
        const { first, last, before, after } = chunkWindow(given, top, viewport)
        const drawn = chunks.slice(first, last + 1).reduce((sum, one) => sum + one, 0)
        expect(before + drawn + after).toBe(total)
        // What is seen: the part of the list that overlaps the viewport.
        const seenFrom = Math.min(Math.max(top, 0), total)
        const seenTo = Math.min(Math.max(top + viewport, 0), total)
        expect(before).toBeLessThanOrEqual(seenFrom)
        expect(before + drawn).toBeGreaterThanOrEqual(seenTo)
        // Two beyond the edges, and as many as the viewport crosses.
        const longest = Math.ceil(viewport / 40)
        expect(last - first + 1).toBeLessThanOrEqual(3 + longest)
      },
    ),
  )
})

import * as fc from 'fast-check'
import { splitRange } from '../../../cloudfunctions/coupon-gateway/wechat/days'

// Days counted by the calendar of Date, not by the code under test.
const days = (first: string, last: string): string[] => {
  const all: string[] = []
  for (const day = new Date(`${first}T12:00:00Z`); ; day.setUTCDate(day.getUTCDate() + 1)) {
    const written = day.toISOString().slice(0, 10)
    if (written > last) return all
    all.push(written)
  }
}
const day = fc
  .date({ min: new Date('2014-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('any range is cut without gap and without overlap', () => {
  fc.assert(
    fc.property(day, day, (one, other) => {
      const [begin_date, end_date] = one < other ? [one, other] : [other, one]
      const pieces = splitRange({ begin_date, end_date })
      const covered = pieces.flatMap((piece) => days(piece.begin_date, piece.end_date))
      expect(covered).toEqual(days(begin_date, end_date))
    }),
    { numRuns: 60 },
  )
})

test('no piece has more than 62 days, and only the last has fewer', () => {
  fc.assert(
    fc.property(day, fc.nat(800), (begin_date, more) => {
      const last = new Date(begin_date)
      last.setUTCDate(last.getUTCDate() + more)
      const end_date = last.toISOString().slice(0, 10)
      const lengths = splitRange({ begin_date, end_date }).map(
        (piece) => days(piece.begin_date, piece.end_date).length,
      )
      expect(Math.max(...lengths)).toBeLessThanOrEqual(62)
      expect(lengths.slice(0, -1).every((length) => length === 62)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('62 days are one call and 63 are two', () => {
  expect(splitRange({ begin_date: '2026-01-01', end_date: '2026-03-03' })).toHaveLength(1)
  expect(splitRange({ begin_date: '2026-01-01', end_date: '2026-03-04' })).toEqual([
    { begin_date: '2026-01-01', end_date: '2026-03-03' },
    { begin_date: '2026-03-04', end_date: '2026-03-04' },
  ])
})

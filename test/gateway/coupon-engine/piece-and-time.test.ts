import { makeCoupon, NOON } from './make-coupon'
import { evaluateOne } from './evaluate-one'
import { INCOMPLETE, says, sixtyYuan } from './says'

const at = (clock: string) => Date.parse(`2026-11-21T${clock}+08:00`)

const hours = (...ranges: [string, string][]) => ({
  is_use_time_range: 1,
  coupon_use_time: ranges.map(([use_time_start, use_time_end]) => ({
    use_time_start,
    use_time_end,
  })),
})

test('a coupon that nothing stands in the way of is usable, and no reason is given', () => {
  expect(says({})).toEqual([true])
})

describe('the piece and its template', () => {
  test('a used piece is not usable', () => {
    expect(says({}, { status: 1 })).toEqual([false, 'used', '已使用'])
  })
  test('a template that is switched off is not usable', () => {
    expect(says({ status: 0 })).toEqual([false, 'disabled', '优惠券已停用'])
  })
  test('that it can no longer be claimed says nothing about its use', () => {
    expect(says({ is_receive: 0, total: 1, number: 1, number_of_user: 1 })).toEqual([true])
  })
  test.each([
    [3, '兑换券,仅限线下使用'],
    [7, '免排队券,不能抵扣订单'],
    [8, '停车券,不能抵扣订单'],
  ])('category %p takes nothing off an order', (category, text) => {
    expect(says({ category })).toEqual([false, 'category', text])
  })
})

describe('validity', () => {
  // 2019-10-15 00:00:00 to 2019-11-03 23:59:59 in China: the vendor's own example of 20 days.
  const first = 1571068800
  const last = 1572796799
  const days = { expire_type: 1, expire_days: 20, start_at: 0, end_at: 0 }
  const own = { start_at: first, end_at: last }

  test.each([
    ['the second before it starts', first * 1000 - 1, 'not_started'],
    ['its first second', first * 1000, undefined],
    ['its last second', last * 1000 + 999, undefined],
    ['the second after its last', last * 1000 + 1000, 'expired'],
  ])('at %s', (_, now, reason) => {
    expect(says(days, own, sixtyYuan, now)[1]).toBe(reason)
    const undated = { start_at: '', end_at: '' }
    expect(says({ start_at: first, end_at: last }, undated, sixtyYuan, now)[1]).toBe(reason)
  })

  test('both sentences name the day and the time in China', () => {
    expect(says(days, own, sixtyYuan, 0)[2]).toBe('2019-10-15 00:00 起可用')
    expect(says(days, own)[2]).toBe('已于 2019-11-03 23:59 过期')
  })

  test.each([1, 2])('expire_type %p without an end counts N days from the start', (expire_type) => {
    // Claimed at 10:30; the day of the start is the first of the 20.
    const piece = { start_at: first + 37_800, end_at: '' }
    const { end_at } = evaluateOne(makeCoupon({ ...days, expire_type }, piece), sixtyYuan)
    expect(end_at).toBe(last)
  })

  test('days without end stay within what a calendar can write', () => {
    const coupon = makeCoupon({ ...days, expire_days: 2 ** 53 - 1 }, { end_at: '' })
    expect(evaluateOne(coupon, sixtyYuan)).toMatchObject({ usable: true, end_at: 99_999_999_999 })
  })

  test("fixed dates are the template's, whatever the piece says", () => {
    expect(says({ expire_type: 0, start_at: 1, end_at: last })[1]).toBe('expired')
  })

  test.each([0, 1, 2])(
    'the dates of the piece hold as well, whatever the type (%p)',
    (expire_type) => {
      const long = { expire_type, expire_days: 99_999 }
      const before = Math.floor(NOON / 1000) - 30 * 86_400
      const tomorrow = Math.floor(NOON / 1000) + 86_400
      expect(says(long, { end_at: before })[1]).toBe('expired')
      expect(says(long, { start_at: tomorrow })[1]).toBe('not_started')
    },
  )

  test('the later start and the earlier end hold, in the answer too', () => {
    const coupon = makeCoupon(
      { start_at: first, end_at: 4_000_000_000 },
      { start_at: first - 9, end_at: 3_000_000_000 },
    )
    expect(evaluateOne(coupon, sixtyYuan)).toMatchObject({ start_at: first, end_at: 3_000_000_000 })
  })

  test('a template without dates of its own leaves them to the piece', () => {
    expect(says({ expire_type: 0, start_at: 0, end_at: 0 }, own)[1]).toBe('expired')
  })

  test('days that cannot be counted leave the end open', () => {
    expect(says(days, { start_at: '', end_at: '' })).toEqual(['unknown', 'expired', INCOMPLETE])
    expect(says({ ...days, expire_days: '' }, { end_at: '' })[1]).toBe('expired')
  })
})

describe('hours', () => {
  test.each([
    ['13:59:59', false],
    ['14:00:00', true],
    ['17:00:00', true],
    ['17:00:01', false],
  ])('a coupon for 14:00 to 17:00 at %s: %p', (clock, usable) => {
    expect(says(hours(['14:00:00', '17:00:00']), {}, sixtyYuan, at(clock))[0]).toBe(usable)
  })

  test('several ranges: one of them is enough, and the sentence names them all', () => {
    const two = hours(['08:00', '10:00'], ['14:00', '17:00'])
    expect(says(two, {}, sixtyYuan, at('15:00:00'))).toEqual([true])
    expect(says(two)).toEqual([false, 'hours', '仅限每天 08:00–10:00、14:00–17:00 可用'])
  })

  test.each([
    ['23:00:00', true],
    ['01:00:00', true],
    ['12:00:00', false],
  ])('a range over midnight at %s: %p', (clock, usable) => {
    expect(says(hours(['22:00', '02:00']), {}, sixtyYuan, at(clock))[0]).toBe(usable)
  })

  test('ranges that are missing or unreadable are undecided', () => {
    const text = '限部分时段可用,以门店确认为准'
    expect(says({ is_use_time_range: 1 })).toEqual(['unknown', 'hours', text])
    expect(says(hours(['morning', 'noon']))).toEqual(['unknown', 'hours', text])
    expect(says(hours(['00:00:00', '00:00:00']))).toEqual(['unknown', 'hours', text])
  })

  test('ranges without the switch do not count', () => {
    expect(says({ ...hours(['01:00', '02:00']), is_use_time_range: 0 })).toEqual([true])
  })
})

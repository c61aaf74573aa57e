import { array, maxLength, number, object, pipe, string } from 'valibot'
import { check, MAX_ISSUES } from '../../../cloudfunctions/coupon-gateway/lib/check'

const Shelf = object({
  name: string(),
  books: pipe(array(number()), maxLength(2, 'at most 2 items')),
})

describe('what the issue of a broken rule says', () => {
  test('is where, what was expected in the words of the rule, and what came', () => {
    expect(check(Shelf, { name: 1, books: [1, 2, 3] })).toEqual([
      { path: 'name', expected: 'string', received: '1' },
      { path: 'books', expected: 'at most 2 items', received: 'an array' },
    ])
  })

  test('is that a field is required when it is not there', () => {
    expect(check(Shelf, { books: ['x'] })).toEqual([
      { path: 'name', expected: 'a value: it is required', received: 'undefined' },
      { path: 'books[0]', expected: 'number', received: '"x"' },
    ])
  })

  test('repeats a long text only as far as it takes to recognize it', () => {
    const [issue] = check(number(), 'x'.repeat(1_000_000))
    expect(issue?.received).toBe(`"${'x'.repeat(200)}" and more`)
  })
})

describe('the number of issues', () => {
  const wrong = (count: number) => Array.from({ length: count }, () => 1)

  test('of a million wrong items inside one field is bounded', () => {
    const issues = check(object({ ids: array(string()) }), { ids: wrong(1_000_000) })
    expect(issues).toHaveLength(MAX_ISSUES)
    expect(issues[0]).toEqual({ path: 'ids[0]', expected: 'string', received: '1' })
  })

  test('of wrong items inside of lists inside of lists too', () => {
    const lists = Array.from({ length: 1_000 }, () => wrong(1_000))
    expect(check(array(array(string())), lists).length).toBeLessThanOrEqual(MAX_ISSUES)
  })

  test('a wrong item behind a million good ones is still found', () => {
    const ids = [...Array.from({ length: 1_000_000 }, () => 'a'), 1]
    expect(check(array(string()), ids)).toEqual([
      { path: '[1000000]', expected: 'string', received: '1' },
    ])
  })

  test('a list that is too long is called so, although only its beginning is searched', () => {
    const short = pipe(array(string()), maxLength(10, 'at most 10 items'))
    expect(
      check(object({ ids: short }), { ids: Array.from({ length: 5_000 }, () => 'a') }),
    ).toEqual([{ path: 'ids', expected: 'at most 10 items', received: 'an array' }])
  })
})

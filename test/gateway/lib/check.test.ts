import { array, maxLength, number, object, pipe, string } from 'valibot'
import { check } from '../../../cloudfunctions/coupon-gateway/lib/check'

const Shelf = object({
  name: string(),
  books: pipe(array(number()), maxLength(2, 'at most 2 items')),
})

describe('what a broken rule tells', () => {
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

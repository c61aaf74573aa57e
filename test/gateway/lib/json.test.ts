import { parseBody } from '../../../cloudfunctions/coupon-gateway/lib/json'

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('the JSON of a body', () => {
  test('is taken as it is', () => {
    expect(parseBody('{"a": [1, "[[[\\"[[["]}')).toEqual({ input: { a: [1, '[[["[[['] } })
  })

  test.each([
    ['32 levels', nested(32), true],
    ['33 levels', nested(33), false],
    ['a million levels', nested(1_000_000), false],
    ['brackets in a text', JSON.stringify('['.repeat(100)), true],
    ['a key __proto__', '{"__proto__": {"admin": true}}', false],
    ['a key __proto__ deep inside', '{"a": [{"__proto__": 1}]}', false],
    ['a key __proto__ in disguise', String.raw`{"__pr\u006fto__": {"admin": true}}`, false],
    ['a way to the prototype', '{"constructor": {"prototype": {"admin": true}}}', false],
    ['a field called constructor', '{"constructor": "us"}', true],
    ['nothing', '', false],
    ['half of it', '{"a":', false],
    ['two of it', '{}{}', false],
  ])('%s', (_, body, taken) => {
    expect('input' in parseBody(body)).toBe(taken)
  })
})

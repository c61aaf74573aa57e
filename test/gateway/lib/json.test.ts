import { assert, bigInt, double, jsonValue, property, string } from 'fast-check'
import {
  parseBody,
  parseJson,
  readJson,
  writeJson,
} from '../../../cloudfunctions/coupon-gateway/lib/json'

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

const refusal = (body: Uint8Array | string) => {
  const parsed = parseBody(body)
  return 'input' in parsed ? undefined : parsed.issues[0]
}

describe('the JSON of a body', () => {
  test('is taken as it is', () => {
    expect(parseBody('{"a": [1, "[[[\\"[[["]}')).toEqual({ input: { a: [1, '[[["[[['] } })
  })

  test.each([
    ['32 levels', nested(32), true],
    ['33 levels', nested(33), false],
    ['a million levels', nested(1_000_000), false],
    ['brackets in a text', JSON.stringify('['.repeat(100)), true],
    ['colons in a text', '{"a:b": "c:d"}', true],
    ['a key __proto__', '{"__proto__": {"admin": true}}', false],
    ['a key __proto__ deep inside', '{"a": [{"__proto__": 1}]}', false],
    ['a key __proto__ in disguise', String.raw`{"__pr\u006fto__": {"admin": true}}`, false],
    ['a way to the prototype', '{"constructor": {"prototype": {"admin": true}}}', false],
    ['a field called constructor', '{"constructor": "us"}', true],
    ['nothing', '', false],
    ['half of it', '{"a":', false],
    ['two of it', '{}{}', false],
    ['a number too large for anything', '{"a": 1e400}', false],
    ['a number too small for anything', '{"a": 1e-400}', false],
  ])('%s', (_, body, taken) => {
    expect('input' in parseBody(body)).toBe(taken)
  })

  test('a fault in it is named with its line and column', () => {
    expect(refusal('{\n  "a": 1,\n  "b": tru\n}')).toEqual({
      path: '',
      expected: 'JSON',
      received: 'something else at line 3, column 8',
    })
    expect(refusal('  ')?.received).toMatch(/^nothing/)
  })

  test.each([
    ['with another value', '{\n "a": 1,\n "a": 2}', '"a" twice at line 3, column 2'],
    ['with the same value', '{"a": 1, "a": 1}', 'a key twice'],
    ['deep inside', '[{"b": {"c": [], "c": 1}}]', '"c" twice at line 1, column 18'],
    ['in disguise', String.raw`{"a": 1, "\u0061": 2}`, '"a" twice at line 1, column 10'],
  ])('a key that stands twice %s is refused', (_, body, received) => {
    expect(refusal(body)).toEqual({ path: '', expected: 'each key once', received })
  })

  test('millions of values, which memory would have to hold, are refused before they are read', () => {
    expect(refusal(`{"coupons":[${'{},'.repeat(2_600_000)}{}]}`)).toEqual({
      path: '',
      expected: 'at most 500000 values',
      received: '2600003 or more',
    })
    const lists = `${'['.repeat(20)}${']'.repeat(20)}`
    const manyLists = `[${lists}${`,${lists}`.repeat(130_000)}]`
    expect(refusal(manyLists)).toMatchObject({ expected: 'at most 500000 values' })
    expect(refusal(JSON.stringify({ text: ','.repeat(1_000_000) }))).toBeUndefined()
  })

  test('an object of thousands of fields, as no table has one, is refused before it is read', () => {
    const fields = Array.from({ length: 5_001 }, (_, at) => `"k${at}":{"a":[1,2]}`)
    expect(
      refusal(`[{"a":{${fields.slice(1).join()}}},{${fields.slice(1).join()}}]`),
    ).toBeUndefined()
    expect(refusal(`[{"a":{${fields.join()}}}]`)).toEqual({
      path: '',
      expected: 'objects of at most 5000 fields',
      received: 'one of 5001',
    })
  })

  test('a number of a million digits is refused at once', () => {
    expect(refusal(`[${'1'.repeat(8_000_000)}]`)).toMatchObject({
      expected: 'a number of at most 17 digits, or the same as text',
      received: '1'.repeat(40),
    })
  })

  test('a number that could not be kept is refused, and its digits are named', () => {
    expect(refusal('{"price": 0.12345678901234567890}')).toEqual({
      path: '',
      expected: 'a number of at most 17 digits, or the same as text',
      received: '0.12345678901234567890',
    })
  })
})

describe('the encoding of a body', () => {
  const json = '{"coupon_name": "满30减6"}'

  test('is UTF-8 also where it might be another: é alone is no question', () => {
    expect(parseBody(Buffer.from('{"a": "é", "b": "Ԫȯ"}'))).toEqual({ input: { a: 'é', b: 'Ԫȯ' } })
  })

  test('a byte order mark is no part of it', () => {
    expect(parseBody(Buffer.from(`\uFEFF${json}`))).toEqual({
      input: { coupon_name: '满30减6' },
    })
  })

  test.each([
    [
      'GB18030',
      Buffer.concat([
        Buffer.from('{\n"coupon_name": "'),
        Buffer.from('c2fa3330bcf536', 'hex'),
        Buffer.from('"}'),
      ]),
      'GB18030, at line 2, column 17',
    ],
    ['UTF-16', Buffer.from(`\uFEFF${json}`, 'utf16le'), 'UTF-16LE, at line 1, column 1'],
    ['half a character', Buffer.from(json).subarray(0, -5), 'other bytes at line 1, column 21'],
    [
      'half a surrogate pair as bytes',
      Buffer.from('2261eda0bd22', 'hex'),
      'other bytes at line 1, column 3',
    ],
  ])('%s is refused with the place of the first other byte', (_, body, received) => {
    expect(refusal(body)).toEqual({ path: '', expected: 'text in UTF-8', received })
  })
})

describe('digits', () => {
  test('of an integer beyond 2^53 are all kept, in a body and in what is passed on', () => {
    const json = '{"coupon_codes":[405537296400027648,-12345678901234567890],"n":9007199254740991}'
    const parsed = parseBody(json)
    expect(parsed).toEqual({
      input: {
        coupon_codes: [405537296400027648n, -12345678901234567890n],
        n: Number.MAX_SAFE_INTEGER,
      },
    })
    expect(writeJson('input' in parsed ? parsed.input : '')).toBe(json)
  })

  test('integers of any size survive', () => {
    assert(
      property(bigInt(), string(), (number, text) => {
        const json = `{"a":[${number}],"b":${JSON.stringify(text)}}`
        const read = readJson(json)
        expect('input' in read && writeJson(read.input)).toBe(json)
        expect(writeJson(parseJson(json))).toBe(json)
      }),
    )
  })

  test('whatever JSON.stringify writes is read as it was', () => {
    assert(
      property(jsonValue(), (value) => {
        const json = JSON.stringify(value)
        const read = readJson(json)
        // -0 is written as 0, and a key __proto__ is refused.
        expect('input' in read ? writeJson(read.input) : json).toBe(json)
      }),
    )
  })

  test('every double survives as a number', () => {
    assert(
      property(double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const read = readJson(`[${number}]`)
        const [value] = 'input' in read && Array.isArray(read.input) ? read.input : []
        expect(Number(value)).toBe(number === 0 ? Number(value) : number)
      }),
    )
  })

  test.each([
    '5.5999999999999996',
    '0.10000000000000001',
    '9.9999999999999992e+22',
    '33.333333333333333',
  ])('of a fraction, 17 of them, as in %s, are those of a double', (written) => {
    expect(readJson(`{"coupon_deduction":${written}}`)).toEqual({
      input: { coupon_deduction: Number(written) },
    })
  })

  test('every double survives with 17 digits, as PHP writes it', () => {
    assert(
      property(double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const written = number.toPrecision(17)
        const read = readJson(`[${written}]`)
        const [value] = 'input' in read && Array.isArray(read.input) ? read.input : []
        expect(`${value}`).toBe(`${/^-?\d+$/.test(written) ? BigInt(written) : number}`)
      }),
    )
  })

  test.each([
    '12345678901234567.0',
    '12345678901234567e0',
    '9007199254740993.0',
    '1.234567890123456789',
    '1.2345678901234567e-320',
    '1e400',
    '1e-400',
  ])('of %s would be lost: it is refused', (written) => {
    expect(readJson(`[${written}]`)).toHaveProperty('issue')
  })

  test('of a spreadsheet are kept as far as they are there', () => {
    expect(readJson('[1.23E+17, 1.50, 0.70, 100.00]')).toEqual({ input: [1.23e17, 1.5, 0.7, 100] })
  })
})

describe("a vendor's JSON", () => {
  test('keeps every digit of an unquoted id', () => {
    expect(parseJson('{"id":383933091455959041,"n":-12345678901234567890}')).toEqual({
      id: 383933091455959041n,
      n: -12345678901234567890n,
    })
  })

  test('leaves safe integers, long fractions and exponents numbers', () => {
    const json = '[9007199254740991,0.12345678901234565,1234567890123456e3,9007199254740993]'
    expect(parseJson(json)).toEqual([
      9007199254740991,
      Number('0.12345678901234565'),
      1234567890123456e3,
      9007199254740993n,
    ])
  })

  test('does not touch digits inside texts, whatever they are escaped with', () => {
    const value = { 'a"12345678901234567890': 'x\\"98765432109876543210: 11111111111111111111' }
    expect(parseJson(JSON.stringify(value))).toEqual(value)
  })

  test('reads a text of megabytes without running out of stack', () => {
    const long = `12345678901234567890${'é\\n'.repeat(1_000_000)}`
    expect(parseJson(JSON.stringify({ long }))).toEqual({ long })
  })

  test('sees at once that a million stray quotes are no JSON', () => {
    const text = `12345678901234567890${String.raw`\"`.repeat(1_000_000)}`
    expect(parseJson(text)).toBeUndefined()
  })

  test('takes the later of two values, as JSON.parse does', () => {
    expect(parseJson('{"a":1,"a":12345678901234567890}')).toEqual({ a: 12345678901234567890n })
  })

  test.each(['', 'null x', '<html>', '{"id":1', nested(33)])('%j is none', (text) => {
    expect(parseJson(text)).toBeUndefined()
  })
})

import { array, assert, constantFrom, property, string, tuple } from 'fast-check'
import {
  brokenTextIn,
  decodeText,
  positionAt,
} from '../../../cloudfunctions/coupon-gateway/lib/text'

/** 满减券,新客 and 奈雪的茶 as Chinese Windows saves them. */
const GB = {
  满减券: 'c2fabcf5c8af',
  新客: 'd0c2bfcd',
  奈雪的茶: 'c4ced1a9b5c4b2e8',
  店: 'b5ea',
  联通: 'c1aacda8',
} as const
const gb = (text: keyof typeof GB): Buffer => Buffer.from(GB[text], 'hex')
const file = (...parts: (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))

const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

describe('text out of a file', () => {
  test.each([
    ['UTF-8', file('名称\n满减券'), 'utf-8'],
    ['UTF-8 with a mark', file('\uFEFF名称\n满减券'), 'utf-8'],
    [
      'UTF-16 with a mark, as Excel saves Unicode text',
      Buffer.from('\uFEFF名称\n满减券', 'utf16le'),
      'utf-16le',
    ],
    ['UTF-16, the other byte first', bigEndian('\uFEFF名称\n满减券'), 'utf-16be'],
  ])('%s', (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: '名称\n满减券', encoding })
  })

  test.each(['utf-16le', 'utf-16be'])('%s without a mark', (encoding) => {
    const text = 'external_coupon_id,coupon_name\n1,满减券\n'
    const bytes = encoding === 'utf-16le' ? Buffer.from(text, 'utf16le') : bigEndian(text)
    expect(decodeText(bytes)).toEqual({ text, encoding })
  })

  test.each(Object.keys(GB) as (keyof typeof GB)[])(
    'GB18030, although all of it is ASCII but for %s',
    (text) => {
      const bytes = file('external_coupon_id,coupon_name\r\n1,', gb(text), '\r\n')
      expect(decodeText(bytes)).toEqual({
        text: `external_coupon_id,coupon_name\r\n1,${text}\r\n`,
        encoding: 'gb18030',
      })
    },
  )

  test('GB18030 with a rare character of four bytes', () => {
    const bytes = file('1,', gb('奈雪的茶'), Buffer.from('8139ef30', 'hex'), gb('店'))
    expect(decodeText(bytes)).toMatchObject({ encoding: 'gb18030' })
  })

  test('an empty file is an empty text', () => {
    expect(decodeText(file())).toEqual({ text: '', encoding: 'utf-8' })
  })

  test.each([
    ['Latin-1', file('1,caf', Buffer.from('e9', 'hex'), ' au lait'), 1, 6],
    [
      'Latin-1 that could be GB18030 by its letter',
      file('name\nZ', Buffer.from('fc', 'hex'), 'rich'),
      2,
      2,
    ],
    ['Big5', file('1,', Buffer.from('a7e9a7a9a8f7', 'hex'), Buffer.from('a140', 'hex')), 1, 3],
    ['UTF-8 that was cut', file('满减券', '名称').subarray(0, -1), 1, 5],
    ['UTF-8 with one byte gone', file('名称\r\n满', Buffer.from('e587', 'hex'), '券新客\n'), 2, 2],
    ['half a surrogate pair', file('1,', Buffer.from('eda0bd', 'hex')), 1, 3],
    ['a NUL', file('a\n', Buffer.from([0]), 'b'), 2, 1],
    ['GB18030 beside UTF-8', file('名称,说明,门店\n1,', gb('店'), '\n2,茶'), 2, 3],
    ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 1, 1],
  ])('%s is not guessed at: the first strange byte is named', (_, bytes, line, column) => {
    expect(decodeText(bytes)).toEqual({ at: { line, column } })
  })

  test('any text is read as it was saved, with a mark or a character of three bytes', () => {
    assert(
      property(string({ unit: 'grapheme' }), constantFrom('券', '\uFEFF'), (text, first) => {
        const given = (first + text).replaceAll(/[\0\uFEFF]/g, '')
        const bytes = Buffer.from(first === '券' ? given : first + given)
        expect(decodeText(bytes)).toEqual({ text: given, encoding: 'utf-8' })
      }),
    )
  })

  describe('that is valid UTF-8, and GB18030 too', () => {
    const gbs = (hex: string) => Buffer.from(hex, 'hex')

    test.each([
      ['5元券', '5', 'd4aac8af'],
      ['VIP券', 'VIP', 'c8af'],
      ['券', '', 'c8af'],
      ['学', '', 'd1a7'],
      ['T台', 'T', 'cca8'],
      ['喜', '', 'cfb2'],
    ])('is GB18030 where it makes no word: %s', (text, ascii, hex) => {
      expect(decodeText(file('id,name\r\nA,', ascii, gbs(hex)))).toEqual({
        text: `id,name\r\nA,${text}`,
        encoding: 'gb18030',
      })
    })

    test.each([
      'Häagen-Dazs',
      'Café',
      'Nestlé 5 off',
      'für Zoé, né',
      'São Paulo',
      'İstanbul ı ğ',
      'Levi®',
      '¥5',
      'Анна',
      'кино и еда',
      '«беж»',
      'өнөө',
      'Ελένη',
      'μέλι',
      'Արմեն',
      'שלום',
      'مرحبا',
    ])('is UTF-8 where it does: %s', (text) => {
      const given = `id,name\n1,${text}\n`
      expect(decodeText(file(given))).toEqual({ text: given, encoding: 'utf-8' })
    })

    test.each([
      ['é', '茅'],
      ['5ü', '5眉'],
      ['лл', '谢谢'],
      ['3¥', '3楼'],
      ['appȯ', 'app券'],
    ])('is refused with its place where both may be meant: %s or %s', (utf8, gb18030) => {
      expect(decodeText(file(`id,name\n1,${utf8}`))).toEqual({
        at: { line: 2, column: 3 },
        readings: [utf8, gb18030],
      })
    })

    test('is UTF-8 with its mark', () => {
      expect(decodeText(file('\uFEFFé'))).toEqual({ text: 'é', encoding: 'utf-8' })
    })
  })

  test('no bytes make it throw, and what is decoded as UTF-8 is the bytes again', () => {
    const bytes = array(constantFrom(0, 10, 44, 65, 0x81, 0xb5, 0xc2, 0xe5, 0xea, 0xed, 0xff))
    assert(
      property(tuple(bytes, bytes), ([one, other]) => {
        const given = Buffer.from([...one, ...other])
        const decoded = decodeText(given)
        if ('at' in decoded || decoded.encoding !== 'utf-8') return
        expect(Buffer.from(decoded.text)).toEqual(given)
      }),
    )
  })
})

describe('half a character', () => {
  test.each<[unknown, string | undefined]>([
    [{ a: ['😀', { b: 'x' }] }, undefined],
    ['\uD83D', ''],
    [{ a: ['ok', { b: 'x\uDE00' }] }, 'a[1].b'],
    [{ a: { '\uD83D': 1 } }, 'a'],
    [12n, undefined],
  ])('%p: at %p', (value, path) => {
    expect(brokenTextIn(value)).toBe(path)
  })
})

describe('a place in a text', () => {
  test.each([
    ['', 0, 1, 1],
    ['ab', 1, 1, 2],
    ['a\nb', 2, 2, 1],
    ['a\r\nbc', 4, 2, 2],
    ['a\rb\r\r\nc', 6, 4, 1],
    ['a\n', 9, 2, 1],
  ])('%j at %i is line %i, column %i', (text, index, line, column) => {
    expect(positionAt(text, index)).toEqual({ line, column })
  })

  test('is found behind millions of line ends', () => {
    const count = 8 * 1024 * 1024
    expect(positionAt('\n'.repeat(count), count)).toEqual({ line: count + 1, column: 1 })
  })
})

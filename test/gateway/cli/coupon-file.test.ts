import { readFileSync } from 'node:fs'
import { readCouponFile } from '../../../cloudfunctions/coupon-gateway/cli/coupon-file'
import { checkCoupons } from '../../../cloudfunctions/coupon-gateway/youshu/push'

const read = (name: string, file: string | Uint8Array, allowUnknown = false) =>
  readCouponFile(name, Buffer.from(file), allowUnknown)
const rows = (text: string, allowUnknown = false) => {
  const file = read('c.csv', text, allowUnknown)
  return 'rows' in file ? file.rows : []
}
const only = (text: string, allowUnknown = false) => rows(text, allowUnknown)[0]?.coupon

const linesOf = (text: string) => {
  const file = read('c.json', text)
  return 'rows' in file ? file.rows.map(({ line }) => line) : []
}

describe('coupons in a CSV file', () => {
  test("each cell has its field's type, an empty one is not there", () => {
    const head =
      'external_coupon_id,coupon_type,amount_coupon,natural_person_limit,promotion_ids,brand_name,start_time'
    expect(only(`${head}\n007,1,12.50,TRUE,P1|P2,,1572395131732`)).toEqual({
      external_coupon_id: '007',
      coupon_type: 1,
      amount_coupon: 12.5,
      natural_person_limit: true,
      promotion_ids: ['P1', 'P2'],
      start_time: '1572395131732',
    })
  })

  test('a dot puts a field inside another, JSON says what is deeper', () => {
    const text =
      'product.is_all,product.sku_ids,store.store_info\nfalse,A|B,"[{""store_name"":""a""}]"'
    expect(only(text)).toEqual({
      product: { is_all: false, sku_ids: ['A', 'B'] },
      store: { store_info: [{ store_name: 'a' }] },
    })
  })

  test('what does not look like its type stays text, so that the check shows what was written', () => {
    const head = 'external_coupon_id,coupon_name,coupon_type,coupon_sub_type,plan_count'
    const found = rows(`${head}\n1,a,1,4,1.57E+12\n2,b,one,4,`)
    const { issues } = checkCoupons(found.map(({ coupon }) => coupon))
    expect(issues.map(({ path, received }) => [path, received])).toEqual([
      ['coupons[0].plan_count', '"1.57E+12"'],
      ['coupons[1].coupon_type', '"one"'],
    ])
  })

  test('every row knows its line, with blank lines and cells of two lines before it', () => {
    expect(rows('coupon_name\na\n\n"b\nb"\nc').map(({ line }) => line)).toEqual([2, 5, 6])
  })

  test("Excel's byte order mark and Windows' line ends are no part of the coupon", () => {
    expect(only('\uFEFFcoupon_name\r\n券\r\n')).toEqual({ coupon_name: '券' })
  })

  test('a column without a row is passed on when that is wanted; one called __proto__ reaches no prototype', () => {
    const coupon = only('coupon_codes,__proto__.admin,constructor.prototype.admin\n1,2,3', true)
    expect(Object.keys(coupon ?? {})).toEqual(['coupon_codes', '__proto__', 'constructor'])
    expect(Reflect.get({}, 'admin')).toBeUndefined()
  })

  test('a row of another length is refused with its line', () => {
    expect(read('c.csv', 'coupon_name,brand_name\n1,2\n3')).toEqual({
      problem: expect.stringContaining('line 3'),
    })
  })

  test('the demo file is good', () => {
    const demo = `${__dirname}/../../../cloudfunctions/coupon-gateway/demo/coupons.csv`
    const found = rows(readFileSync(demo, 'utf8'))
    expect(found).toHaveLength(3)
    expect(checkCoupons(found.map(({ coupon }) => coupon))).toMatchObject({
      issues: [],
      warnings: [],
    })
  })
})

describe('coupons in a JSON file', () => {
  test("the vendor's own body brings its data source", () => {
    expect(read('c.json', '{"dataSourceId": "7", "coupons": [{"a": 1}]}')).toEqual({
      dataSourceId: '7',
      rows: [{ line: 1, coupon: { a: 1 } }],
    })
  })

  test.each(['202', '405537296400027648'])(
    'a data source that is the number %s is that id',
    (id) => {
      expect(read('c.json', `{"dataSourceId": ${id}, "coupons": [{}]}`)).toMatchObject({
        dataSourceId: id,
      })
    },
  )

  test.each(['null', '""', '20.5', '["7"]', 'true'])(
    'a data source that is %s is a problem: its coupons go to no other',
    (given) => {
      expect(read('c.json', `{"dataSourceId": ${given}, "coupons": [{}]}`)).toEqual({
        problem: `dataSourceId: expected an id, received ${given}`,
      })
    },
  )

  test('every coupon knows the line where it begins, whatever it holds', () => {
    expect(linesOf('[\n{"a": [{"b": "]{"}]},\n\n{"c": "\\"["}\n]')).toEqual([2, 4])
    expect(linesOf('{"dataSourceId": "1",\n"coupons": [\n{}, {}\n]}')).toEqual([3, 3])
  })
})

describe('the columns of a CSV file', () => {
  const problem = (head: string, allowUnknown = false): string => {
    const file = read('c.csv', `${head}\n1,2,3,4`, allowUnknown)
    return 'problem' in file ? file.problem : ''
  }

  test.each([
    [
      'coupon_name,brand_name,coupon_name,x',
      'line 1, column C: "coupon_name" stands in column A too',
    ],
    ['coupon_name,,brand_name,x', 'line 1, column B: a column with cells and without a name'],
    [
      'store,coupon_name,store.all_stores,x',
      'line 1, column C: "store.all_stores" is a part of column A',
    ],
    [
      'coupon_name,store_info,brand_name,url_list',
      'line 1, column B: "store_info" is not a field: it belongs in `store`',
    ],
    [
      'coupon_name,brand_name,url_list,external_store_id',
      'line 1, column D: "external_store_id" is not a field: it belongs in `store.store_info`',
    ],
    [
      'coupon_name,brand_name,coupon_code,url_list',
      'line 1, column C: "coupon_code" is no field of the table (--allow-unknown passes it on)',
    ],
  ])('%s', (head, sentence) => {
    expect(problem(head)).toBe(sentence)
  })

  test('of no field are passed on when that is wanted, fields in a wrong place are not', () => {
    expect(problem('coupon_name,coupon_code,a,b', true)).toBe('')
    const [row] = rows('external_coupon_id,store_info\n1,[]', true)
    expect(checkCoupons([row?.coupon]).issues).toMatchObject([
      { path: expect.any(String) },
      { path: expect.any(String) },
      { path: expect.any(String) },
      { path: 'coupons[0].store_info', expected: 'nothing here: it belongs in `store`' },
    ])
  })

  test('that a spreadsheet kept although nothing is left in them do not count, nor rows', () => {
    expect(rows('coupon_name,brand_name,,\na,b,,\n,,,\nc,d,,')).toEqual([
      { line: 2, coupon: { coupon_name: 'a', brand_name: 'b' } },
      { line: 4, coupon: { coupon_name: 'c', brand_name: 'd' } },
    ])
  })
})

describe('a file as a spreadsheet saves it', () => {
  const parts = [Buffer.from('external_coupon_id,coupon_name\r\n1,'), Buffer.from('\r\n')] as const

  test('in GB18030 is read, and that is said', () => {
    const bytes = Buffer.concat([parts[0], Buffer.from('c2fabcf5c8af', 'hex'), parts[1]])
    expect(read('c.csv', bytes)).toMatchObject({
      rows: [{ line: 2, coupon: { external_coupon_id: '1', coupon_name: '满减券' } }],
      note: 'c.csv was read as GB18030.',
    })
  })

  test('in GB18030 is read also where its bytes are UTF-8 too, and that is said', () => {
    const bytes = Buffer.concat([parts[0], Buffer.from('35d4aac8af', 'hex'), parts[1]])
    expect(read('c.csv', bytes)).toMatchObject({
      rows: [{ coupon: { coupon_name: '5元券' } }],
      note: 'c.csv was read as GB18030.',
    })
  })

  test('that may be of two encodings is refused with both readings', () => {
    expect(read('c.csv', 'external_coupon_id,coupon_name\n1,é')).toEqual({
      problem:
        'The file is text with two readings, "é" (UTF-8) or "茅" (GB18030); save it as UTF-8 with a byte order mark: line 2, column 3',
    })
  })

  test('in UTF-16 with tabs (Unicode text) is read, and that is said', () => {
    const bytes = Buffer.from('\uFEFFexternal_coupon_id\tcoupon_name\r\n1\t满减,券\r\n', 'utf16le')
    expect(read('c.csv', bytes)).toMatchObject({
      rows: [{ coupon: { external_coupon_id: '1', coupon_name: '满减,券' } }],
      note: 'c.csv was read as UTF-16LE.',
    })
  })

  test.each([
    ['semicolons', 'external_coupon_id;coupon_name\n1;a,b'],
    ['a line that names its delimiter', 'sep=;\nexternal_coupon_id;coupon_name\n1;a,b'],
  ])('with %s is read', (_, text) => {
    expect(only(text)).toEqual({ external_coupon_id: '1', coupon_name: 'a,b' })
  })

  test('in another encoding is refused with the place', () => {
    const bytes = Buffer.concat([parts[0], Buffer.from('e9', 'hex'), Buffer.from('t\u00e9\r\n')])
    expect(read('c.csv', bytes)).toEqual({
      problem: 'The file is no text in UTF-8, GB18030 or UTF-16: line 2, column 3',
    })
  })

  test('with a character that was lost before is refused with the place', () => {
    expect(read('c.csv', 'coupon_name\n满\uFFFD券')).toEqual({
      problem: 'Line 2, column 2: a character was lost (\uFFFD) when the file was saved',
    })
  })

  test.each([
    ['c.csv', ''],
    ['c.csv', '\uFEFF\r\n\r\n'],
    ['c.csv', 'external_coupon_id,coupon_name\n'],
    ['c.csv', 'external_coupon_id,coupon_name\n,\n'],
    ['c.json', '[]'],
    ['c.json', '{"coupons": []}'],
  ])('%s holding %j holds no coupon, which is a problem', (name, text) => {
    expect(read(name, text)).toEqual({ problem: 'The file holds no coupon' })
  })
})

describe('JSON in a file or in a cell', () => {
  test('keeps the digits of what is passed on', () => {
    expect(read('c.json', '[{"coupon_codes": [405537296400027648]}]')).toMatchObject({
      rows: [{ coupon: { coupon_codes: [405537296400027648n] } }],
    })
    expect(only('coupon_codes\n[405537296400027648]', true)).toEqual({
      coupon_codes: '[405537296400027648]',
    })
  })

  test('with a key that stands twice is refused with its place', () => {
    expect(read('c.json', '[{"coupon_name": "a",\n "coupon_name": "b"}]')).toEqual({
      problem:
        'The file is not JSON: expected each key once, received "coupon_name" twice at line 2, column 2',
    })
  })

  test('that is broken is refused with its place', () => {
    expect(read('c.json', '[{"a": 1}\n,]')).toEqual({
      problem: expect.stringContaining('at line 2, column 2'),
    })
  })
})

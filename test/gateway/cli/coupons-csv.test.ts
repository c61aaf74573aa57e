import { readFileSync } from 'node:fs'
import { readCouponFile } from '../../../cloudfunctions/coupon-gateway/cli/coupons-file'
import { checkCoupons } from '../../../cloudfunctions/coupon-gateway/youshu/push'

const rows = (text: string) => {
  const read = readCouponFile('c.csv', text)
  return 'rows' in read ? read.rows : []
}
const only = (text: string) => rows(text)[0]?.coupon

const linesOf = (text: string) => {
  const read = readCouponFile('c.json', text)
  return 'rows' in read ? read.rows.map(({ line }) => line) : []
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
    const read = rows(`${head}\n1,a,1,4,1.57E+12\n2,b,one,4,`)
    const { issues } = checkCoupons(read.map(({ coupon }) => coupon))
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

  test('a column of nobody is passed on; one called __proto__ reaches no prototype', () => {
    const coupon = only('coupon_codes,__proto__.admin,constructor.prototype.admin\n1,2,3')
    expect(Object.keys(coupon ?? {})).toEqual(['coupon_codes', '__proto__', 'constructor'])
    expect(Reflect.get({}, 'admin')).toBeUndefined()
  })

  test('a row of another length is refused with its line', () => {
    expect(readCouponFile('c.csv', 'a,b\n1,2\n3')).toEqual({
      problem: expect.stringContaining('line 3'),
    })
  })

  test('the demo file is good', () => {
    const demo = `${__dirname}/../../../cloudfunctions/coupon-gateway/demo/coupons.csv`
    const read = rows(readFileSync(demo, 'utf8'))
    expect(read).toHaveLength(3)
    expect(checkCoupons(read.map(({ coupon }) => coupon))).toMatchObject({
      issues: [],
      warnings: [],
    })
  })
})

describe('coupons in a JSON file', () => {
  test("the vendor's own body brings its data source", () => {
    expect(readCouponFile('c.json', '{"dataSourceId": "7", "coupons": [{"a": 1}]}')).toEqual({
      dataSourceId: '7',
      rows: [{ line: 1, coupon: { a: 1 } }],
    })
  })

  test('every coupon knows the line where it begins, whatever it holds', () => {
    expect(linesOf('[\n{"a": [{"b": "]{"}]},\n\n{"c": "\\"["}\n]')).toEqual([2, 4])
    expect(linesOf('{"dataSourceId": "1",\n"coupons": [\n{}, {}\n]}')).toEqual([3, 3])
  })
})

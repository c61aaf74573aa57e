import { readAnswer } from '../../../cloudfunctions/coupon-gateway/zvcms/client'
import { documentedAnswer } from './documented-answer'

const read = (body: unknown, status = 200) =>
  readAnswer({
    kind: 'answered',
    status,
    headers: {},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

test('the documented example is a success: texts become numbers, ids stay texts, blanks are absent', () => {
  expect(read(documentedAnswer({ ' number_of_user': '1' }))).toEqual({
    kind: 'done',
    value: [
      {
        user_id: '383933091455959041',
        coupon_id: '390913441022877696',
        start_at: 1571068800,
        end_at: 1572796799,
        status: 0,
        coupon: { id: '952', title: '奈雪联调专用现金券', number_of_user: 1 },
        couponId: '405537296400027648',
      },
    ],
  })
})

test('ids that come as numbers keep all their digits', () => {
  const body = JSON.stringify(documentedAnswer()).replace(/"(\d{18})"/g, '$1')
  expect(body).toContain(':390913441022877696,')
  expect(read(body)).toMatchObject({
    value: [
      {
        user_id: '383933091455959041',
        coupon_id: '390913441022877696',
        couponId: '405537296400027648',
      },
    ],
  })
})

test('a field thousands of levels deep, which cannot be written out again, is malformed', () => {
  const deep = '['.repeat(20_000) + ']'.repeat(20_000)
  const body = JSON.stringify(documentedAnswer({ more: 'deep' })).replace('"deep"', deep)
  expect(read(body)).toMatchObject({ kind: 'upstream', code: 'malformed' })
})

test.each<[unknown, unknown]>([
  [true, 0],
  ['true', '0'],
  [1, 0],
  ['1', '0'],
])('status %p with code %p is a success', (status, code) => {
  expect(read({ status, code, data: [] })).toEqual({ kind: 'done', value: [] })
})

test.each<[unknown, unknown]>([
  [true, 40004],
  ['true', '40004'],
  [false, 0],
  ['false', '0'],
  [0, 0],
  [true, ''],
  [true, null],
  [true, undefined],
  ['', 0],
  ['yes', 0],
])('status %p with code %p is none', (status, code) => {
  expect(read({ status, code, message: '查询的信息不存在', data: [] })).toMatchObject({
    kind: 'upstream',
    retryable: false,
  })
})

test("a refusal carries the vendor's own code and message", () => {
  const refusal = { kind: 'upstream', system: 'zvcms', retryable: false }
  expect(read({ status: true, code: 40004, message: '查询的信息不存在' })).toEqual({
    ...refusal,
    code: 40004,
    message: '查询的信息不存在',
  })
  expect(read({ status: false })).toEqual({
    ...refusal,
    code: 'no_code',
    message: 'without a message',
  })
})

test.each<[string, unknown]>([
  ['a blank', ''],
  ['null', null],
  ['an empty object', {}],
])('no coupons, written as %s', (_, data) => {
  expect(read({ status: true, code: 0, data })).toEqual({ kind: 'done', value: [] })
})

test('a list with gaps, which PHP writes as an object, is a list', () => {
  const [piece] = documentedAnswer().data
  expect(read({ status: true, code: 0, data: { 0: piece, 7: piece } })).toMatchObject({
    value: [{ couponId: '405537296400027648' }, { couponId: '405537296400027648' }],
  })
})

test('a field that breaks the table is a warning that says where, and its coupon stays', () => {
  expect(read(documentedAnswer({ scene_type: 'all' }))).toMatchObject({
    kind: 'done',
    value: [{ couponId: '405537296400027648' }],
    warnings: [{ path: 'data[0].coupon.scene_type', received: '"all"' }],
  })
})

test.each(['', 'null', '[]', '"ok"', '<html>502</html>', '{"status":true,"code":0,"data":3}', '{'])(
  '%p is not in the documented form',
  (body) => {
    expect(read(body)).toMatchObject({ kind: 'upstream', code: 'malformed', retryable: false })
  },
)

test.each([
  [500, true],
  [503, true],
  [429, true],
  [302, false],
  [403, false],
])('HTTP %p may be tried again: %p', (status, retryable) => {
  expect(read(documentedAnswer(), status)).toMatchObject({ code: `http_${status}`, retryable })
})

import { givenPagePath, pagePath } from '../../plugin/capture/page-path'

const SECRET = ['phone', 'mobile', 'token', 'session_key']
const path = (query: Record<string, unknown>, redacted = SECRET) =>
  pagePath('pages/goods', query, redacted)

test('a page without a query is its route', () => {
  expect(path({})).toBe('pages/goods')
})

test.each(['/pages/goods', '//pages/goods', 'pages/goods'])('%s has no leading slash', (route) => {
  expect(pagePath(route, {}, [])).toBe('pages/goods')
})

test('the query is what the host got: its order, its encoding, its blanks', () => {
  const query = { sku_id: 'AOdjf7u', name: '%E9%BE%99%E4%BA%95', empty: '', z: '1', a: 'x=y' }
  expect(path(query)).toBe('pages/goods?sku_id=AOdjf7u&name=%E9%BE%99%E4%BA%95&empty=&z=1&a=x=y')
})

test('broken encoding is left as it is', () => {
  expect(path({ rate: '100%', scene: '%E9%' })).toBe('pages/goods?rate=100%&scene=%E9%')
})

test('a value that is not there leaves its key', () => {
  expect(path({ a: undefined, b: null, c: 0 })).toBe('pages/goods?a=&b=&c=0')
})

test.each(['phone', 'Phone', 'PHONE', '%70hone'])('%s is left out, key and value', (key) => {
  expect(path({ sku: '1', [key]: '13800000000', z: '2' })).toBe('pages/goods?sku=1&z=2')
})

test('a key that only begins like a secret one stays', () => {
  expect(path({ phone_model: 'x', tokens: '2' })).toBe('pages/goods?phone_model=x&tokens=2')
})

test('a query of nothing but secrets leaves the route', () => {
  expect(path({ phone: '1', token: '2', session_key: '3', mobile: '4' })).toBe('pages/goods')
})

test('the merchant’s own list of secrets is laid over ours', () => {
  expect(path({ phone: '1', card: '2', a: '3' }, ['Card'])).toBe('pages/goods?a=3')
  expect(path({ phone: '1', a: '3' }, [])).toBe('pages/goods?a=3')
})

const KEYS = `mobilePhone phoneNumber phone_number PhoneNum userPhone user-phone telephone tel TEL telNo
  cellphone mobile mobileNo MOBILE_NO access_token accessToken accesstoken refreshToken sessionKey
  session_key SESSIONID sessId openid openId open_id OPENID wxOpenId unionId union_id idCard id_card
  IDCardNo idcard idNo id_number identityNumber passport certNo realName real_name userName nickname
  receiver consignee contactName email e_mail address addr password pwd jwt auth Authorization
  bankCard birthday shouji sfz receiveName trueName buyer_name memberName linkMan recipient sjh
  lxdh qq weixin 联系人 昵称 护照号 手机号 身份证号码 收货地址 %E6%89%8B%E6%9C%BA phone[0] order.phone`
test.each(KEYS.split(/\s+/))('the key %s is a person’s', (key) => {
  expect(path({ [key]: 'secret', b: '2' })).toBe('pages/goods?b=2')
  expect(path({ order: JSON.stringify({ [key]: 'secret', b: 2 }) })).not.toContain('secret')
  expect(path({ scene: `a=1;${key}=secret` })).not.toContain('secret')
})

const INNOCENT = `hotel hotelId telescope title sku tokens phoneModel phone_brand author
  notes id order_id coupon_id name category`
test.each(INNOCENT.split(/\s+/))('the key %s is no person’s', (key) => {
  expect(path({ [key]: 'value' })).toBe(`pages/goods?${key}=value`)
})

const MOBILES = [
  '13800000000',
  '+8613800000000',
  '8613800000000',
  '138 0000 0000',
  '138-0000-0000',
  'tel13800000000',
  '13800000000,x',
  '110101199003070011',
  '11010119900307001X',
  '１３８００００００００',
  '（138）0000－0000',
  '138.0000.0000',
  '138 0000  0000',
]
test.each(MOBILES)('%s never leaves, whatever its key', (value) => {
  const digits = /1380000|138.{0,2}0000|19900307|１３８/
  for (const given of [
    { v: value },
    { v: encodeURIComponent(value) },
    { v: encodeURIComponent(encodeURIComponent(value)) },
    { scene: `a=1&v=${value}` },
    { scene: encodeURIComponent(`a=1;v:${value}|b`) },
    { q: encodeURIComponent(`https://shop.example/u/${value}?v=${value}#${value}`) },
    { order: JSON.stringify({ list: [{ v: value }, value], deep: { v: value } }) },
    { order: JSON.stringify({ inner: JSON.stringify({ v: value }) }) },
    { order: `{v:'${value}', broken` },
    { [value]: '' },
  ]) {
    expect(decodeURIComponent(decodeURIComponent(path(given)))).not.toMatch(digits)
  }
})

test('numbers that are no person’s stay', () => {
  const query = { t: '1760000000000', order: '202611271234567890', n: '12345678901', d: '1380000' }
  expect(path(query)).toBe(
    'pages/goods?t=1760000000000&order=202611271234567890&n=12345678901&d=1380000',
  )
})

test.each([
  'o.wang@example.com',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3In0.4f6b',
  '110101202203070010',
])('the address, the token and the child’s number %s never leave, whatever their key', (value) => {
  expect(path({ v: value, scene: `a=1;v=${value}` })).toBe('pages/goods?v=&scene=a%3D1')
})

test.each([
  '100001202611271234',
  '20261127123456789012',
  '13123456789012',
  '135.12345678',
  '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  'banner@2x.png',
  '@vant/weapp',
  'eyJ',
])('the number of an order, a place or a file %s stays', (value) => {
  expect(path({ v: value })).toBe(`pages/goods?v=${value}`)
})

test('half an emoji is mended, beside a secret too', () => {
  expect(path({ phone: '1', a: 'x\ud83c' })).toBe('pages/goods?a=x\ufffd')
  expect(path({ scene: 'phone=1&a=x\ud83c' })).toBe('pages/goods?scene=a%3Dx%EF%BF%BD')
})

test('a value that is encoded without end, or nested without end, does not leave', () => {
  let hidden = 'phone=138'
  for (let i = 0; i < 20; i++) hidden = encodeURIComponent(hidden)
  expect(path({ a: hidden })).toBe('pages/goods?a=')
  const deep = `${'['.repeat(5_000)}"phone=13800000000"${']'.repeat(5_000)}`
  expect(path({ a: deep })).not.toContain('138')
})

test('a page that the merchant names is read the same way', () => {
  expect(givenPagePath('/pages/a?phone=1&b=2&c', ['B'])).toBe('pages/a?c=')
  expect(givenPagePath('pages/a', [])).toBe('pages/a')
  expect(givenPagePath('pages/a?q=x=y?z', [])).toBe('pages/a?q=x=y?z')
  expect(givenPagePath('pages/a?2=x&1=y&2=z', [])).toBe('pages/a?2=x&1=y&2=z')
  expect(givenPagePath('?a=1', [])).toBe('')
})

test.each([
  ['pages/a#phone=138', 'pages/a'],
  ['pages/a?b=1#phone=138', 'pages/a?b=1'],
  ['pages/u/13800000000/b', 'pages/u//b'],
  ['pages/a;phone=138', 'pages/'],
  ['pages%2Fa%3Fphone%3D138', 'pages%2Fa'],
  ['页面/首页?b=1', '页面/首页?b=1'],
  ['plugin-private://wx0123/pages/a-b_c.d', 'plugin-private://wx0123/pages/a-b_c.d'],
])('a page that is named %s is reported as %s', (given, reported) => {
  expect(givenPagePath(given, [])).toBe(reported)
})

const encode = encodeURIComponent
const NESTED: [where: string, query: Record<string, string>, left: string][] = [
  ['in a scene', { scene: encode('a=1&phone=138&b=2') }, encode('a=1&b=2')],
  ['at the head of a scene', { scene: encode('phone=138&b=2') }, encode('b=2')],
  ['after the ? of a scene', { scene: encode('?phone=138') }, ''],
  ['in a scene that is not encoded', { scene: 'phone=138&b=2' }, encode('b=2')],
  ['with an encoded key', { scene: encode('%70hone=138&b=2') }, encode('b=2')],
  ['in a scene that is encoded twice', { scene: encode(encode('b=2&phone=138')) }, encode('b=2')],
  [
    'in the address of an ordinary QR code',
    { q: encode('https://shop.example/t?phone=138&b=2') },
    encode('https://shop.example/t&b=2'),
  ],
  [
    'behind the # of an address',
    { url: encode('https://shop.example/#token=138') },
    encode('https://shop.example/'),
  ],
]
test.each(NESTED)('a secret %s does not leave', (_, query, left) => {
  const [key] = Object.keys(query)
  expect(path(query)).toBe(`pages/goods?${key}=${left}`)
})

test('a scene without a secret is left as it is, byte for byte', () => {
  for (const scene of ['a%3D1%26b%3D2', '?a=1', 'a=%2', 'x', '']) {
    expect(path({ scene })).toBe(`pages/goods?scene=${scene}`)
  }
})

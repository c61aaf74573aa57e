import { pagePath } from '../../plugin/capture/page-path'

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

test('the merchant’s own list of secrets stands in the place of ours', () => {
  expect(path({ phone: '1', card: '2' }, ['Card'])).toBe('pages/goods?phone=1')
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

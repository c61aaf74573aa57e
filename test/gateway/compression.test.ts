import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { readCatalogue } from '../../cloudfunctions/coupon-gateway/coupon-engine/decode-coupons'
import { cartOf, couponsOf } from '../bench/gateway/two-hundred-coupons'
import { type OpenServer, openServer } from './open-server'

let server: OpenServer
let token: string
beforeAll(async () => {
  const { coupons } = readCatalogue(JSON.stringify(couponsOf('1001', 200)))
  server = await openServer({}, undefined, undefined, undefined, coupons)
  token = await server.session('1001')
})
afterAll(() => server.close())

/** As it is on the wire: `fetch` would already have unpacked it. */
const ask = (query: string, accepted?: string, cart: object = cartOf(20)) =>
  new Promise<{ bytes: Buffer; headers: NodeJS.Dict<string | string[]> }>((answered, failed) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(accepted !== undefined && { 'accept-encoding': accepted }),
    }
    const url = `${server.url}/usable-coupons${query}`
    const sent = request(url, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        answered({ bytes: Buffer.concat(chunks), headers: response.headers }),
      )
    })
    sent.on('error', failed)
    sent.end(JSON.stringify(cart))
  })

interface Listed {
  readonly best: string
  readonly coupons: readonly Record<string, unknown>[]
}
interface Table {
  readonly best: string
  readonly templates: readonly object[]
  readonly results: readonly object[]
  readonly columns: Readonly<
    Record<'id' | 'couponId' | 'coupon_id' | 'template' | 'result', readonly unknown[]>
  >
}
/** Each row as the whole answer has it. */
const spread = ({ columns, templates, results }: Table): object[] =>
  columns.id.map((id, at) => ({
    id,
    couponId: columns.couponId[at],
    coupon_id: columns.coupon_id[at],
    ...results[Number(columns.result[at])],
    coupon: templates[Number(columns.template[at])],
  }))
const read = (bytes: Buffer): Listed => JSON.parse(bytes.toString())

test('200 coupons, compact and compressed, are at most 12 KB on the wire', async () => {
  for (const coding of ['br', 'gzip']) {
    const { bytes, headers } = await ask('?fields=compact', coding)
    expect(headers).toMatchObject({ 'content-encoding': coding, vary: 'accept-encoding' })
    expect(bytes.length).toBeLessThanOrEqual(12 * 1024)
  }
})

test('compact is at most a quarter of the bytes, and decides the same', async () => {
  const [whole, small] = [(await ask('')).bytes, (await ask('?fields=compact')).bytes]
  expect(small.length).toBeLessThanOrEqual(whole.length / 4)
  const [all, table] = [read(whole), JSON.parse(small.toString()) as Table]
  expect(table.best).toBe(all.best)
  expect(spread(table)).toMatchObject(
    all.coupons.map(({ coupon, ...rest }) => ({
      ...rest,
      coupon: { title: Object(coupon).title },
    })),
  )
})

test('whatever the coding, the answer is the same', async () => {
  const { bytes } = await ask('')
  expect(gunzipSync((await ask('', 'gzip')).bytes).equals(bytes)).toBe(true)
  expect(brotliDecompressSync((await ask('', 'gzip, br')).bytes).equals(bytes)).toBe(true)
})

test('what the carts of a user have in common is compressed once, and each answer is its own', async () => {
  const sizes = []
  for (const price of ['21.00', '22.00', '23.00', '24.00', '250.00', '9.00', '251.00', '252.00']) {
    const { trade_marks, ...cart } = cartOf(20)
    const other = { ...cart, trade_marks: [{ ...trade_marks[0], price }, ...trade_marks.slice(1)] }
    const { bytes } = await ask('?fields=compact', 'identity', other)
    const packed = (await ask('?fields=compact', 'br', other)).bytes
    expect(brotliDecompressSync(packed).toString()).toBe(bytes.toString())
    sizes.push(packed.length)
  }
  // The first of an order is compressed as a whole.
  expect(sizes[3]).not.toBe(sizes[0])
  expect(Math.max(...sizes)).toBeLessThan(3 * 1024)
})

test.each([undefined, 'identity', 'br;q=0, gzip;q=0', 'zstd', 'nonsense;;;q=x'])(
  'a caller who accepts %j gets it as it is',
  async (accepted) => {
    const { bytes, headers } = await ask('', accepted)
    expect(headers).not.toHaveProperty('content-encoding')
    expect(read(bytes).coupons).toHaveLength(200)
  },
)

test.each(['?fields=all', '?fields=compact&fields=compact', '?fields[]=compact'])(
  '%s is no encoding that we know: the whole answer',
  async (query) => {
    expect(Object.keys(Object(read((await ask(query)).bytes).coupons[0]?.['coupon']))).toContain(
      'category',
    )
  },
)

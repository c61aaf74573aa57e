import { fetchHttp, type Http } from '../../../cloudfunctions/coupon-gateway/lib/http'
import { usableCoupons } from '../../../cloudfunctions/coupon-gateway/zvcms/usable-coupons'
import type { ZvcmsConfig } from '../../../cloudfunctions/coupon-gateway/zvcms/client'
import recorded from '../../cases/12-zvcms-coupons-naixue.json'
import { NOON, rawCoupon } from '../coupon-engine/make-coupon'
import { documentedAnswer } from './documented-answer'
import { fakeZvcms, GRANT_CODE, OPEN_ID, OPEN_KEY } from './fake-zvcms'

let zvcms: Awaited<ReturnType<typeof fakeZvcms>>
beforeEach(async () => {
  zvcms = await fakeZvcms()
})
afterEach(() => zvcms.close())

const logged: unknown[] = []
beforeEach(() => void logged.splice(0))
const silent = { info: () => {}, error: () => {} }
const ports = {
  http: fetchHttp,
  clock: { now: () => NOON, sleep: async () => {} },
  random: { number: () => 0, nonce: () => 'f'.repeat(32) },
  log: {
    ...silent,
    warn: (fields: object, message: string) => void logged.push([fields, message]),
  },
}
const request = {
  multi_mark: 'aEtGbNNVQ3m1YStlySDB0Q',
  user_id: '383933091455959041',
  trade_marks: [{ num: 4, trade_mark: 'A', price: 30 }],
  type_cate: 1,
}
const ask = (config: Partial<ZvcmsConfig> = {}, input: unknown = request, http: Http = fetchHttp) =>
  usableCoupons(
    input,
    { ...ports, http },
    {
      baseUrl: zvcms.baseUrl,
      openId: OPEN_ID,
      grantCode: GRANT_CODE,
      openKey: OPEN_KEY,
      ...config,
    },
  )

describe('asking', () => {
  test('the vendor accepts the signature and sees the cart of this user', async () => {
    expect(await ask()).toEqual({ kind: 'done', value: { best: null, coupons: [] } })
    expect(zvcms.seen).toMatchObject([
      {
        path: '/api/v2',
        body: {
          Timestamp: '1795233600',
          Nonce: `${2 ** 48}`,
          Params: {
            multi_mark: 'aEtGbNNVQ3m1YStlySDB0Q',
            user_id: '383933091455959041',
            trade_marks: [{ num: '4', trade_mark: 'A', price: '30.00' }],
            type_cate: '1',
          },
        },
      },
    ])
  })

  test('the key that signs is not sent', async () => {
    await ask()
    expect(JSON.stringify(zvcms.seen)).not.toContain(OPEN_KEY)
  })

  test('the casing of the signed keys can be switched, and must be what the vendor expects', async () => {
    const camel = await fakeZvcms({ keyCasing: 'camel' })
    const config = { baseUrl: camel.baseUrl }
    expect(await ask(config)).toMatchObject({ kind: 'upstream', message: 'signature' })
    expect(await ask({ ...config, keyCasing: 'camel' })).toMatchObject({ kind: 'done' })
    await camel.close()
  })

  test('a wrong key is refused by the vendor', async () => {
    expect(await ask({ openKey: 'another' })).toMatchObject({
      kind: 'upstream',
      system: 'zvcms',
      code: 40001,
      message: 'signature',
    })
  })

  test('what breaks the table is reported and never sent; blanks count as absent', async () => {
    const broken = { ...request, user_id: '', type_cate: 2 }
    expect(await ask({}, broken)).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'type_cate', received: '2' }],
    })
    expect(await ask({}, { ...request, user_id: '' })).toMatchObject({
      issues: [{ path: 'user_id', expected: 'one of user_id and user_code' }],
    })
    expect(await ask({}, 'cart')).toMatchObject({ kind: 'invalid' })
    expect(zvcms.seen).toEqual([])
  })
})

const listed = (...data: unknown[]) => zvcms.says({ status: true, code: 0, message: '', data })

describe('what it lists', () => {
  test('is usable, with our amounts, best first', async () => {
    listed(rawCoupon({ amount: '5' }, { id: '1' }), rawCoupon({ amount: '9' }, { id: '2' }))
    expect(await ask()).toMatchObject({
      kind: 'done',
      value: {
        best: '2',
        coupons: [
          { id: '2', usable: true, deduction: 9 },
          { id: '1', usable: true, deduction: 5 },
        ],
      },
    })
  })

  test('is usable even where it could not be decided here', async () => {
    listed(rawCoupon({ multi_range_type: 1, shop_ids: '7559', use_per_person_per_day: 1 }))
    expect(await ask()).toMatchObject({ value: { coupons: [{ usable: true, deduction: 6 }] } })
  })

  test('is usable with an open amount, and not preselected, when its goods are hidden', async () => {
    listed(rawCoupon({ goods_range_type: 1 }))
    expect(await ask()).toMatchObject({
      value: {
        best: null,
        coupons: [{ usable: true, deduction: 0, reason_text: '抵扣金额以门店确认为准' }],
      },
    })
  })

  test('is usable, with a warning, when its own fields say no', async () => {
    listed(rawCoupon(), rawCoupon({ min_amount_use: 500 }))
    expect(await ask()).toMatchObject({
      kind: 'done',
      value: { coupons: [{ usable: true }, { usable: true }] },
      warnings: [{ path: 'data[1]', received: 'minimum' }],
    })
  })

  test('holds the recorded coupons of a real shop, all of them', async () => {
    listed(...recorded.coupons.map((coupon) => ({ ...rawCoupon({}, { id: coupon.id }), coupon })))
    const outcome = await ask()
    expect(outcome).not.toHaveProperty('warnings')
    expect(outcome).toMatchObject({ kind: 'done', value: { best: '451348939155234817' } })
  })

  test("holds the vendor's documented example, named by its code", async () => {
    zvcms.says(documentedAnswer())
    expect(await ask()).toMatchObject({ value: { coupons: [{ id: '405537296400027648' }] } })
  })
})

describe('what it lists and what cannot be', () => {
  const now = Math.floor(NOON / 1000)
  const good = rawCoupon({ amount: '5' }, { id: '1', user_id: request.user_id })

  test.each<[string, object, string]>([
    ['is used', { status: '1' }, 'used'],
    ['ended long ago', { end_at: now - 30 * 86_400 }, 'expired'],
    ['begins tomorrow', { start_at: now + 86_400 }, 'not_started'],
  ])(
    'a piece that %s is not usable, with the reason, and that is logged',
    async (_, piece, reason) => {
      listed(good, rawCoupon({ amount: '9' }, { id: '2', ...piece }))
      expect(await ask()).toMatchObject({
        kind: 'done',
        value: {
          best: '1',
          coupons: [
            { id: '1', usable: true },
            { id: '2', usable: false, reason, deduction: 0 },
          ],
        },
        warnings: [{ path: 'data[1]', received: reason }],
      })
      expect(logged).toEqual([[{ [reason]: 1 }, 'zvcms listed coupons that cannot be used']])
    },
  )

  test('a piece of another user is not shown, and that is logged without naming him', async () => {
    listed(good, rawCoupon({ amount: '9' }, { id: '2', user_id: '383933091455959042' }))
    const outcome = await ask()
    expect(outcome).toMatchObject({
      value: { best: '1', coupons: [{ id: '1' }] },
      warnings: [{ path: 'data[1]', received: 'another_user' }],
    })
    expect(outcome.kind === 'done' && outcome.value.coupons).toHaveLength(1)
    expect(logged).toEqual([[{ another_user: 1 }, 'zvcms listed coupons that cannot be used']])
  })

  test('a piece that names no user, or one where the user is asked for by code, is shown', async () => {
    listed(rawCoupon({}, { id: '1' }), rawCoupon({}, { id: '2', user_id: '7' }))
    const { user_id: _, ...rest } = request
    const outcome = await ask({}, { ...rest, user_code: 'M1' })
    expect(outcome).toMatchObject({ value: { coupons: [{ usable: true }, { usable: true }] } })
    expect(logged).toEqual([])
  })
})

describe('when it does not list', () => {
  test.each([
    ['a business error: status true, code not 0', { status: true, code: 40004 }, 40004],
    ['a system error: status false, code 0', { status: false, code: 0 }, 0],
  ])('%s', async (_, body, code) => {
    zvcms.says({ ...body, message: '查询的信息不存在', data: [rawCoupon()] })
    expect(await ask()).toEqual({
      kind: 'upstream',
      system: 'zvcms',
      code,
      message: '查询的信息不存在',
      retryable: false,
    })
  })

  test('a 503 may be tried again', async () => {
    zvcms.says('<html>', 503)
    expect(await ask()).toMatchObject({ code: 'http_503', retryable: true })
  })

  test('a page of HTML is malformed', async () => {
    zvcms.says('<html>welcome</html>')
    expect(await ask()).toMatchObject({ code: 'malformed', retryable: false })
  })

  test('a slow vendor is given up, and the user does not wait', async () => {
    zvcms.answers(() => {})
    const impatient: Http = (sent) => fetchHttp({ ...sent, timeoutMs: 50 })
    expect(await ask({}, request, impatient)).toMatchObject({ code: 'timeout', retryable: true })
  })

  test('an answer that breaks off is a network failure', async () => {
    zvcms.answers((response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('{"status":true,', () => response.destroy())
    })
    expect(await ask()).toMatchObject({ code: 'network', retryable: true })
  })

  test('a redirect is not followed with our signature', async () => {
    zvcms.answers((response) => response.writeHead(307, { location: '/elsewhere' }).end())
    expect(await ask()).toMatchObject({ code: 'http_307', retryable: false })
    expect(zvcms.seen).toHaveLength(1)
  })

  test('a vendor that is not there is a network failure', async () => {
    await zvcms.close()
    expect(await ask()).toMatchObject({ code: 'network', retryable: true })
  })

  test('a vendor that quotes our secrets does not spread them', async () => {
    const quote = `${'x'.repeat(180)}${GRANT_CODE} ${OPEN_KEY}`
    zvcms.says({ status: false, code: `bad ${OPEN_KEY}`, message: quote })
    const text = JSON.stringify(await ask())
    expect(text).toContain('***')
    expect(text).not.toContain(OPEN_KEY.slice(0, 8))
    expect(text).not.toContain(GRANT_CODE.slice(0, 5))
  })

  test('that it was not asked is said in our own words, however short a secret is', async () => {
    const spared = async () =>
      ({ kind: 'failed', reason: 'circuit_open', retryable: true }) as const
    const config = { baseUrl: zvcms.baseUrl, openId: OPEN_ID, grantCode: 'c', openKey: 'o' }
    expect(await usableCoupons(request, { ...ports, http: spared }, config)).toMatchObject({
      code: 'circuit_open',
      message: 'circuit_open',
    })
  })
})

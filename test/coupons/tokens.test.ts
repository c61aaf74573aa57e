import { cloudGateway } from '../../plugin/coupons/gateway'
import type { Gateway } from '../../plugin/coupons/gateway'
import { type RequestGatewayOptions, requestGateway } from '../../plugin/coupons/gateway'
import type { GetToken } from '../../plugin/coupons/gateway'

const BODY = { type_cate: 1 }
type Sent = Parameters<RequestGatewayOptions['request']>[0]

/** The host's two ways, each answering with the next of these statuses; they remember what was sent. */
const overRequest = (token: GetToken, statuses: number[]) => {
  const sent: Sent[] = []
  const gateway = requestGateway({
    url: 'https://gateway.example/',
    token,
    request: (options) => {
      sent.push(options)
      const statusCode = statuses[sent.length - 1] ?? 200
      options.success({ statusCode, data: { heard: options.header['authorization'] } })
    },
  })
  return {
    gateway,
    sent,
    heard: () => sent.map(({ header }) => header['authorization']),
    paths: () => sent.map(({ url }) => url.replace('https://gateway.example', '')),
  }
}
const overCloud = (token: GetToken, statuses: number[]) => {
  const sent: { name: string; data: { path: string; authorization: string; body: object } }[] = []
  const gateway = cloudGateway({
    token,
    callFunction: async (options) => {
      sent.push(options)
      const status = statuses[sent.length - 1] ?? 200
      return { result: { status, body: { heard: options.data.authorization } } }
    },
  })
  return {
    gateway,
    sent,
    heard: () => sent.map(({ data }) => data.authorization),
    paths: () => sent.map(({ data }) => data.path),
  }
}

/** Tokens as the merchant's server gives them: `first`, and after each renewal another. */
const createTokens = () => {
  const requested: boolean[] = []
  const token: GetToken = async (renew) => {
    requested.push(renew)
    return renew ? `renewed-${requested.length}` : 'first'
  }
  return { requested, token }
}

describe.each([
  ['requestGateway', overRequest],
  ['cloudGateway', overCloud],
])('%s', (_, over) => {
  test('requests the token at each call', async () => {
    const { requested, token } = createTokens()
    const { gateway, heard } = over(token, [])
    expect(await gateway('/usable-coupons', BODY)).toEqual({ heard: 'Bearer first' })
    await gateway('/usable-coupons', BODY)
    expect(requested).toEqual([false, false])
    expect(heard()).toEqual(['Bearer first', 'Bearer first'])
  })

  test('a token that is at hand need not be a promise', async () => {
    const { gateway } = over(() => 'at-hand', [])
    expect(await gateway('/usable-coupons', BODY)).toEqual({ heard: 'Bearer at-hand' })
  })

  test('after a 401 a new token is requested, once', async () => {
    const { requested, token } = createTokens()
    const { gateway, heard } = over(token, [401])
    expect(await gateway('/usable-coupons', BODY)).toEqual({ heard: 'Bearer renewed-2' })
    expect(requested).toEqual([false, true])
    expect(heard()).toEqual(['Bearer first', 'Bearer renewed-2'])
  })

  test('a new token that is not accepted either is not renewed again', async () => {
    const { requested, token } = createTokens()
    const { gateway } = over(token, [401, 401, 200])
    await expect(gateway('/usable-coupons', BODY)).rejects.toMatchObject({ status: 401 })
    expect(requested).toEqual([false, true])
  })

  test.each([400, 403, 422, 429, 500, 502, 503, 204, 302])(
    'a %p renews nothing, and its error repeats nothing that was answered',
    async (status) => {
      const { requested, token } = createTokens()
      const { gateway } = over(token, [status])
      const error: unknown = await gateway('/usable-coupons', BODY).catch((reason) => reason)
      expect(error).toMatchObject({ status, message: `/usable-coupons: HTTP ${status}` })
      expect(JSON.stringify(error)).toBe(JSON.stringify({ status }))
      expect(requested).toEqual([false])
    },
  )

  test('a gateway that knows no compact answer is asked once more for the whole one', async () => {
    const { requested, token } = createTokens()
    const { gateway, paths } = over(token, [404])
    expect(await gateway('/usable-coupons', BODY)).toEqual({ heard: 'Bearer first' })
    expect(paths()).toEqual(['/usable-coupons?fields=compact', '/usable-coupons'])
    expect(requested).toEqual([false, false])
  })

  test('a path that is not there either is an error, and is not asked for again', async () => {
    const { gateway, sent } = over(() => 'first', [404, 404])
    await expect(gateway('/usable-coupons', BODY)).rejects.toMatchObject({ status: 404 })
    expect(sent).toHaveLength(2)
  })

  test('another path stays as it is', async () => {
    const { gateway, paths } = over(() => 'first', [404])
    await expect(gateway('/cards', BODY)).rejects.toMatchObject({ status: 404 })
    expect(paths()).toEqual(['/cards'])
  })

  test('without a token nothing is sent', async () => {
    const { gateway, sent } = over(async () => {
      throw new Error('not logged in')
    }, [])
    await expect(gateway('/usable-coupons', BODY)).rejects.toThrow('not logged in')
    expect(sent).toEqual([])
  })
})

test('a request is a JSON POST to the path below the address, with a time of its own', async () => {
  const { gateway, sent } = overRequest(() => 'first', [])
  await gateway('/usable-coupons', BODY)
  expect(sent).toMatchObject([
    {
      url: 'https://gateway.example/usable-coupons?fields=compact',
      method: 'POST',
      header: { 'content-type': 'application/json', authorization: 'Bearer first' },
      data: BODY,
      dataType: 'json',
      timeout: 5_000,
    },
  ])
})

test('a call of the cloud names the function, the path and the body', async () => {
  const { gateway, sent } = overCloud(() => 'first', [])
  await gateway('/usable-coupons', BODY)
  const data = { path: '/usable-coupons?fields=compact', authorization: 'Bearer first', body: BODY }
  expect(sent).toEqual([{ name: 'coupon-gateway', data }])
})

test('the cloud function may have another name', async () => {
  const called: string[] = []
  const gateway = cloudGateway({
    name: 'coupons',
    token: () => 'first',
    callFunction: async ({ name }) => {
      called.push(name)
      return { result: { status: 200, body: {} } }
    },
  })
  expect(await gateway('/usable-coupons', BODY)).toEqual({})
  expect(called).toEqual(['coupons'])
})

test.each([[undefined], [null], ['text'], [{ coupons: [] }], [{ status: '200', body: {} }]])(
  'a cloud function that answers %p is another one: its answer is passed on, to be refused',
  async (result) => {
    const gateway = cloudGateway({ token: () => 'first', callFunction: async () => ({ result }) })
    expect(await gateway('/usable-coupons', BODY)).toEqual(result)
  },
)

const refusing: [string, Gateway][] = [
  [
    'wx.request fails',
    requestGateway({
      url: 'https://gateway.example',
      token: () => 'secret-token',
      request: ({ fail, header }) => fail({ errMsg: `request:fail ${JSON.stringify(header)}` }),
    }),
  ],
  [
    'wx.request throws',
    requestGateway({
      url: 'https://gateway.example',
      token: () => 'secret-token',
      request: () => {
        throw new Error('invalid url')
      },
    }),
  ],
  [
    'callFunction rejects',
    cloudGateway({
      token: () => 'secret-token',
      callFunction: async ({ data }) => {
        throw new Error(`cloud.callFunction:fail ${JSON.stringify(data)}`)
      },
    }),
  ],
]

test.each(refusing)(
  'when %s the gateway rejects, and no token is in the error',
  async (...given) => {
    const [, gateway] = given
    const error: unknown = await gateway('/usable-coupons', BODY).catch((reason) => reason)
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).not.toContain('secret-token')
    // WeChat's own message is there: it names what is missing.
    expect(String(error)).toMatch(/^Error: \/usable-coupons: .*(fail|invalid url)/)
  },
)

import { cloudGateway } from '../../plugin/coupons/gateway'
import type { Gateway } from '../../plugin/coupons/gateway'
import { requestGateway } from '../../plugin/coupons/gateway'
import { usableCoupons } from '../../plugin/coupons/client'
import { decodeCoupons } from '../../plugin/coupons/decode'
import { createFakeClock } from '../kit/clock'
import { createFakeGateway, offline, refuses } from '../kit/gateway'
import { httpRequest } from '../kit/http-request'
import { openGateway, openServer } from '../gateway/open-server'
import { CART, evaluated } from './open-checkout'
import { cloudCall, openSession } from './cloud-call'

const ENDED = 'token-of-a-session-that-has-ended'
const NOWHERE = 'http://127.0.0.1:9'

/** The same merchant, by one way of reaching the gateway. */
interface Way {
  readonly gateway: Gateway
  readonly afterItsSession: Gateway
  readonly withoutNetwork: Gateway
  readonly close: () => Promise<void>
}

const fakeWay = async (): Promise<Way> => {
  const [after, without] = [createFakeGateway(), createFakeGateway()]
  after.answer = refuses(401)
  without.answer = offline
  return {
    gateway: createFakeGateway([evaluated()]).gateway,
    afterItsSession: after.gateway,
    withoutNetwork: without.gateway,
    close: async () => undefined,
  }
}

const overHttp = async (): Promise<Way> => {
  const { url, session, close } = await openServer()
  const valid = await session('1001')
  const by = (token: string, at = url) =>
    requestGateway({ url: at, token: () => token, request: httpRequest })
  return {
    gateway: by(valid),
    afterItsSession: by(ENDED),
    withoutNetwork: by(valid, NOWHERE),
    close,
  }
}

const overCloud = async (): Promise<Way> => {
  const { app } = openGateway()
  const valid = await openSession(app, '1001')
  const callFunction = cloudCall(app)
  const by = (token: string, name?: string) =>
    cloudGateway({ callFunction, token: async () => token, ...(name !== undefined && { name }) })
  return {
    gateway: by(valid),
    afterItsSession: by(ENDED),
    withoutNetwork: by(valid, 'another-function'),
    close: async () => undefined,
  }
}

describe.each([
  ['the fake of the tests', fakeWay],
  ['requestGateway over HTTP', overHttp],
  ['cloudGateway over a cloud function', overCloud],
])('a gateway: %s', (_, open) => {
  let way: Way
  beforeAll(async () => {
    way = await open()
  })
  afterAll(() => way.close())

  test('answers a question with the decoded JSON of the gateway', async () => {
    const answer = await way.gateway('/usable-coupons', CART)
    expect(answer).toMatchObject({ source: 'embedded' })
    // The short form or the long one: what the decoder makes of it counts.
    expect(decodeCoupons(answer, 1e9, 0)).toMatchObject({
      coupons: expect.arrayContaining([
        expect.objectContaining({ id: expect.any(String), usable: true, deduction: 6 }),
      ]),
    })
  })

  test('leaves the body as it was', async () => {
    const cart = JSON.parse(JSON.stringify(CART)) as object
    await way.gateway('/usable-coupons', Object.freeze(cart))
    expect(cart).toEqual(CART)
  })

  test.each([
    ['a path that is not there', '/nowhere', CART, 404],
    ['a cart that breaks the rules', '/usable-coupons', {}, 422],
  ])('rejects for %s, with the status', async (__, path, body, status) => {
    await expect(way.gateway(path, body)).rejects.toMatchObject({
      status,
      message: expect.any(String),
    })
  })

  test('rejects after the session has ended, with the status and without the token', async () => {
    const error: unknown = await way
      .afterItsSession('/usable-coupons', CART)
      .catch((reason) => reason)
    expect(error).toMatchObject({ status: 401 })
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(ENDED)
  })

  test('rejects without a status where there was no answer', async () => {
    const error: unknown = await way
      .withoutNetwork('/usable-coupons', CART)
      .catch((reason) => reason)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toHaveProperty('status')
  })

  test('is the way that usableCoupons takes', async () => {
    const clock = createFakeClock()
    const request = async (gateway: Gateway) => {
      const requested = usableCoupons(CART, undefined, gateway, clock)
      let outcome
      void requested.then((result) => (outcome = result))
      // The answer takes real time, the pause between two tries takes the test's.
      while (!outcome) {
        await new Promise((resolve) => setImmediate(resolve))
        if (clock.pending() > 0) await clock.pass(1)
      }
      return outcome
    }
    expect(await request(way.gateway)).toMatchObject({ state: 'fresh', skipped: 0 })
    expect(await request(way.afterItsSession)).toMatchObject({ reason: 'unauthorized' })
    expect(await request(way.withoutNetwork)).toMatchObject({ reason: 'unreachable' })
  })
})

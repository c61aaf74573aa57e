import './cloud-env'
import { main } from '../../cloudfunctions/coupon-gateway/cloudbase'
import { CART, OPERATOR_KEY } from './open-server'

const call = async (path: string, credential: string, body: unknown) => {
  const answer = await main({ path, authorization: `Bearer ${credential}`, body })
  const fields: Record<string, unknown> = { ...Object(answer.body) }
  return fields
}

test('the entry of the cloud function reads its environment and serves its catalogue', async () => {
  const { token } = await call('/sessions', OPERATOR_KEY, { user_id: '1002' })
  expect(await call('/usable-coupons', String(token), CART)).toMatchObject({ best: '7' })
  expect(await call('/events', OPERATOR_KEY, { events: [] })).toEqual({
    error: 'unconfigured',
    variable: 'YOUSHU_APP_ID',
  })
})

describe('a merchant without a server of its own', () => {
  const context = (environment: object) => ({ environment: JSON.stringify(environment) })
  const WECHAT = { WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID', WX_OPENID: '1002', WX_APPID: 'wx1' }
  const ask = (more: object, given?: unknown) =>
    main({ path: '/usable-coupons', body: CART, ...more }, given)

  test('needs none: the platform says who called', async () => {
    expect(await ask({}, context(WECHAT))).toMatchObject({ status: 200, body: { best: '7' } })
  })

  test('on an older platform it says so in the environment, with each call', async () => {
    Object.assign(process.env, WECHAT)
    expect(await ask({})).toMatchObject({ status: 200, body: { best: '7' } })
    delete process.env['WX_CONTEXT_KEYS']
    expect(await ask({})).toMatchObject({ status: 401 })
    delete process.env['WX_OPENID']
  })

  test('what the event says of the user counts for nothing, since the caller writes it', async () => {
    const forged = { userInfo: { openId: '1002' }, openid: '1002', WX_OPENID: '1002' }
    expect(await ask(forged)).toMatchObject({ status: 401 })
    const over = { httpMethod: 'POST', path: '/usable-coupons', body: JSON.stringify(CART) }
    expect(await main({ ...over, headers: { 'x-wx-openid': '1002' } })).toMatchObject({
      statusCode: 401,
    })
    // Over HTTP, too, the caller writes all there is.
    expect(await main(over, context(WECHAT))).toMatchObject({ statusCode: 401 })
  })

  test("a credential that is given is checked by itself, and the platform's word opens no operator's route", async () => {
    expect(await ask({ authorization: 'Bearer x' }, context(WECHAT))).toMatchObject({ status: 401 })
    expect(
      await main({ path: '/sessions', body: { user_id: '1' } }, context(WECHAT)),
    ).toMatchObject({
      status: 401,
    })
  })
})

import { updateCard } from '../../../cloudfunctions/coupon-gateway/wechat/update-card'
import { APP_ID, APP_SECRET } from './fake-wechat'
import { closeAll, opened } from './opened'

afterEach(closeAll)

const TOKEN = 'cgi-bin/stable_token'
const update = (get_limit: number) => ({
  card_id: 'c',
  card_type: 'cash',
  base_info: { get_limit },
})
const MINUTE = 60_000

test('the token is asked for in normal mode, with the id and the secret of the account', async () => {
  const { fake, wechat } = await opened()
  await updateCard(update(1), wechat)
  expect(fake.bodies(TOKEN)).toEqual([
    { grant_type: 'client_credential', appid: APP_ID, secret: APP_SECRET, force_refresh: false },
  ])
  expect(fake.calls[0]?.token).toBeNull()
})

test('ten calls at once ask for one token', async () => {
  const { fake, wechat } = await opened()
  const outcomes = await Promise.all(
    [...Array(10).keys()].map((n) => updateCard(update(n), wechat)),
  )
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(10).fill('done'))
  expect(fake.bodies(TOKEN)).toHaveLength(1)
})

test('a token is used until five minutes before its end, and then renewed', async () => {
  const { fake, ports, wechat } = await opened()
  await updateCard(update(1), wechat)
  ports.pass(115 * MINUTE - 1)
  await updateCard(update(2), wechat)
  expect(fake.bodies(TOKEN)).toHaveLength(1)
  ports.pass(1)
  await updateCard(update(3), wechat)
  expect(fake.bodies(TOKEN)).toHaveLength(2)
})

test('a token with less than ten minutes left is used for half of them', async () => {
  const { fake, ports, wechat } = await opened()
  await updateCard(update(1), wechat)
  ports.pass(115 * MINUTE)
  fake.next(TOKEN, { access_token: 'token-1', expires_in: 240 })
  await updateCard(update(2), wechat)
  ports.pass(2 * MINUTE - 1)
  await updateCard(update(3), wechat)
  expect(fake.bodies(TOKEN)).toHaveLength(2)
})

test.each([40001, 40014, 42001])(
  'a token that is rejected (%i) is renewed, and the call sent once more',
  async (errcode) => {
    const { fake, wechat } = await opened()
    fake.next('card/update', { errcode, errmsg: 'invalid credential' })
    fake.next(TOKEN, { access_token: 'unknown', expires_in: 7200 })
    expect(await updateCard(update(1), wechat)).toMatchObject({
      kind: 'done',
      value: { errcode: 0 },
    })
    expect(fake.bodies('card/update')).toEqual([
      { card_id: 'c', cash: { base_info: { get_limit: 1 } } },
      { card_id: 'c', cash: { base_info: { get_limit: 1 } } },
    ])
  },
)

test('a token that another instance has renewed is taken over without force', async () => {
  const { fake, wechat } = await opened()
  await updateCard(update(1), wechat)
  fake.revoke('token-1')
  expect(await updateCard(update(2), wechat)).toMatchObject({ kind: 'done' })
  expect(fake.bodies(TOKEN).map((body) => body['force_refresh'])).toEqual([false, false])
})

test('a rejected token that WeChat still gives out is renewed by force', async () => {
  const { fake, wechat } = await opened()
  await updateCard(update(1), wechat)
  fake.next('card/update', { errcode: 40001, errmsg: 'invalid credential' })
  expect(await updateCard(update(2), wechat)).toMatchObject({ kind: 'done' })
  expect(fake.bodies(TOKEN).map((body) => body['force_refresh'])).toEqual([false, false, true])
  expect(fake.calls.at(-1)?.token).toBe('token-2')
})

test('ten calls whose token is rejected renew it once', async () => {
  const { fake, wechat } = await opened()
  await updateCard(update(0), wechat)
  fake.revoke('token-1')
  const outcomes = await Promise.all(
    [...Array(10).keys()].map((n) => updateCard(update(n), wechat)),
  )
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(10).fill('done'))
  expect(fake.bodies(TOKEN)).toHaveLength(2)
})

test('force is not used twice within 30 seconds', async () => {
  const { fake, ports, wechat } = await opened()
  const rejected = { errcode: 42001, errmsg: 'access_token expired' }
  const forced = () => fake.bodies(TOKEN).filter((body) => body['force_refresh'] === true).length
  await updateCard(update(0), wechat)
  fake.next('card/update', rejected, rejected)
  expect(await updateCard(update(1), wechat)).toMatchObject({ kind: 'upstream', code: 42001 })
  fake.next('card/update', rejected)
  expect(await updateCard(update(2), wechat)).toMatchObject({ kind: 'upstream', code: 42001 })
  expect(forced()).toBe(1)
  ports.pass(30_000)
  fake.next('card/update', rejected)
  expect(await updateCard(update(3), wechat)).toMatchObject({ kind: 'done' })
  expect(forced()).toBe(2)
})

test('a wrong secret is reported by the code and word of WeChat, and nothing else is called', async () => {
  const { fake, wechat } = await opened({ appSecret: 'another' })
  expect(await updateCard(update(1), wechat)).toEqual({
    kind: 'upstream',
    system: 'wechat',
    code: 40125,
    message: 'invalid appsecret',
    meaning: 'the app secret is not valid',
    retryable: false,
  })
  expect(fake.calls.map(({ path }) => path)).toEqual([TOKEN])
})

test.each([{ access_token: 7 }, { access_token: '', expires_in: 7200 }])(
  '%j holds no token',
  async (answer) => {
    const { fake, wechat } = await opened()
    fake.next(TOKEN, answer)
    // With it the first call is the change itself, which is sent once.
    const current = { base_info: { get_limit: 9 } }
    expect(await updateCard({ ...update(1), current }, wechat)).toMatchObject({
      kind: 'upstream',
      code: 'malformed',
    })
  },
)

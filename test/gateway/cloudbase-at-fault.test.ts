import './cloud-env-at-fault'
import { main } from '../../cloudfunctions/coupon-gateway/cloudbase'

const answer = { error: 'unconfigured', variable: 'GATEWAY_SESSION_SECRET' }

test('a cloud function with a variable that makes no sense says so over HTTP as HTTP', async () => {
  expect(await main({ httpMethod: 'GET', path: '/healthz' })).toMatchObject({
    statusCode: 503,
    body: JSON.stringify(answer),
  })
})

test('and to a mini-program as a value', async () => {
  expect(await main({ path: '/usable-coupons' })).toEqual({ status: 503, body: answer })
})

import './cloud-env'
import { main } from '../../cloudfunctions/coupon-gateway/cloudbase'
import { CART, OPERATOR_KEY } from './open-server'

const call = async (path: string, credential: string, body: unknown) => {
  const answer = await main({ path, authorization: `Bearer ${credential}`, body })
  const told: Record<string, unknown> = { ...Object(answer.body) }
  return told
}

test('the entry of the cloud function reads its environment and serves its catalogue', async () => {
  const { token } = await call('/sessions', OPERATOR_KEY, { user_id: '1002' })
  expect(await call('/usable-coupons', String(token), CART)).toMatchObject({ best: '7' })
  expect(await call('/events', OPERATOR_KEY, { events: [] })).toEqual({
    error: 'unconfigured',
    variable: 'YOUSHU_APP_ID',
  })
})

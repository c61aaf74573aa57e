import { sign, signedQuery } from '../../../cloudfunctions/coupon-gateway/youshu/client'
import published from '../../cases/01-sign-youshu.json'

describe('the signature of Youshu', () => {
  test.each(published.vectors)('gives the published value: $origin', (vector) => {
    const { app_id: appId, app_secret: appSecret, nonce, timestamp, signature } = vector
    expect(sign({ appId, appSecret }, nonce, timestamp)).toBe(signature)
  })

  test('covers four values of the query; further ones ride along unsigned', () => {
    const credential = { appId: 'abc', appSecret: 'xyz' }
    const query = new URLSearchParams(
      signedQuery(credential, '61794670f155b', '1569232087', { merchantId: '7' }),
    )
    expect(Object.fromEntries(query)).toEqual({
      app_id: 'abc',
      nonce: '61794670f155b',
      sign: 'sha256',
      timestamp: '1569232087',
      signature: 'aee30792812d7b09ba7d3aa67c24e16c6a7ea81282ac728ad5966dd1b3eef6d5',
      merchantId: '7',
    })
  })
})

import { token } from '../../../cloudfunctions/coupon-gateway/zvcms/client'
import sign from '../../cases/02-sign-qmai.json'

const signed = (vector: {
  grantCode: string
  nonce: number
  openId: string
  timestamp: number
}) => ({
  grantCode: vector.grantCode,
  openId: vector.openId,
  nonce: `${vector.nonce}`,
  timestamp: `${vector.timestamp}`,
})

const decoded = (text: string) => Buffer.from(decodeURIComponent(text), 'base64')

test.each([
  ['published sample', sign.v3],
  ['independent implementation', sign.v3_independent],
])('gives the token of the %s', (_, vector) => {
  expect(token(signed(vector), vector.openKey, 'camel')).toBe(vector.token)
})

test('with the keys as v2 writes them it gives another token, which must not change', () => {
  const { openKey, token: expected } = sign.v2_regression_only
  expect(token(signed(sign.v3), openKey, 'pascal')).toBe(expected)
  expect(token(signed(sign.v3), openKey)).toBe(expected)
})

test("the documented example's token, whose key is not known, is of the same kind", () => {
  expect(decoded(sign.seed003_unverifiable.Token)).toHaveLength(20)
  expect(decoded(token(signed(sign.v3), sign.v3.openKey))).toHaveLength(20)
})

test('every signed value changes it', () => {
  const one = signed(sign.v3)
  const tokens = (['grantCode', 'openId', 'nonce', 'timestamp'] as const).map((key) =>
    token({ ...one, [key]: `${one[key]}0` }, sign.v3.openKey),
  )
  expect(new Set([...tokens, token(one, sign.v3.openKey), token(one, 'other')]).size).toBe(6)
})

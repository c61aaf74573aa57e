import type { Ports } from '../lib/ports'
import { token } from './token'
import type { ZvcmsConfig } from './zvcms-config'

/** Hexadecimal digits that a double holds exactly, to make the vendor's 随机正整数 of our random text. */
const EXACT = 12

const ACTION = 'user.user-use-coupon'

/** One call of the method: the vendor's public parameters around the business parameters, signed. */
export const signedBody = (
  params: object,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
  { openId, grantCode, openKey, keyCasing }: ZvcmsConfig,
): string => {
  const timestamp = `${Math.floor(clock.now() / 1000)}`
  const nonce = `${1 + Number.parseInt(random.nonce().slice(0, EXACT), 16)}`
  return JSON.stringify({
    OpenId: openId,
    GrantCode: grantCode,
    Timestamp: timestamp,
    Nonce: nonce,
    Token: token({ openId, grantCode, nonce, timestamp }, openKey, keyCasing),
    Action: ACTION,
    Params: params,
  })
}
